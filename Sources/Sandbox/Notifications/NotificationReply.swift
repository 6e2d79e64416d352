/// What came back for a notification.
enum NotificationReply: Sendable {
    /// The merchant answered; `text` is how the body begins.
    case answered(status: Int, text: String)
    /// There was no answer, or none in time.
    case unanswered(problem: String)

    /// Whether the merchant took the notification.
    var isTaken: Bool {
        switch self {
        case .answered(let status, _): status == 200 || status == 204
        case .unanswered: false
        }
    }
}
