/// What to answer WeChat to a notification.
///
/// A status of 204 means that the notification and all that follows from it is durable. Whatever
/// else is answered, WeChat sends it again.
public enum NotificationAnswer: Hashable, Sendable {
    /// It is recorded.
    case recorded
    /// It was recorded before; nothing was changed.
    case duplicate
    /// It is recorded, and nothing follows from it.
    case ignored
    /// It is not believed.
    case refused(NotificationProblem)
    /// It is believed, and could not be recorded.
    case failed(EngineError)
    /// The time was over before it was recorded; it may be recorded yet.
    case late
}

extension NotificationAnswer {
    /// The HTTP status.
    public var status: Int {
        switch self {
        case .recorded, .duplicate, .ignored: 204
        case .refused(let problem): problem.status
        case .failed, .late: 503
        }
    }

    /// The body of the answer; empty where the status is 204.
    ///
    /// Its message is the code, which tells nothing of the order, the customer or the keys.
    public var body: [UInt8] {
        status == 204 ? [] : Array(#"{"code":"FAIL","message":"\#(code)"}"#.utf8)
    }

    /// What became of it, as a code.
    public var code: String {
        switch self {
        case .recorded: "recorded"
        case .duplicate: "duplicate"
        case .ignored: "ignored"
        case .refused(let problem): problem.code
        case .failed(let error): error.code.rawValue
        case .late: "too_slow"
        }
    }
}
