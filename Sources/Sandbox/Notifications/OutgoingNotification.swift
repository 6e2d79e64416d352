import Foundation

/// A notification as the sandbox keeps it until the merchant has taken it, and after.
struct OutgoingNotification: Codable, Sendable {
    /// What has become of it.
    enum Progress: String, Codable, Sendable {
        /// It is tried again when it is due.
        case pending
        /// A fault lets the next one about the same order overtake it.
        case heldBack = "held_back"
        /// The merchant took it.
        case accepted
        /// The schedule has ended, and the merchant did not take it.
        case givenUp = "given_up"
        /// A fault kept it.
        case neverSent = "never_sent"
        /// Its address is not on this machine, so nothing was sent.
        case notLoopback = "not_loopback"
    }

    /// `id`, the same in every try.
    let id: String
    let event: NotificationEvent
    let outOrderNumber: String?
    let openID: String?
    let notifyURL: String
    let createdAt: Date
    /// What is encrypted, in each try anew.
    let payload: String
    var progress: Progress
    /// When the next try is due; `nil` unless it is pending.
    var due: Date?
    /// How many tries of the schedule are behind it.
    var step = 0
    /// What was sent, oldest first.
    var tries: [NotificationTry] = []

    /// A notification that is due at once, if it may be sent; `nil` if the merchant has named no
    /// address.
    ///
    /// - Parameters:
    ///   - notice: what it tells.
    ///   - receiver: where to send it in place of the address in `notice`.
    ///   - now: the time.
    init?(_ notice: Notice, to receiver: String?, at now: Date) throws {
        guard let address = notice.notifyURL else { return nil }
        id = RandomText.uuid()
        event = notice.event
        outOrderNumber = notice.outOrderNumber
        openID = notice.openID
        notifyURL = receiver ?? address
        createdAt = now
        payload = String(decoding: try notice.payload(), as: UTF8.self)
        let mayBeSent = LoopbackURL.isLoopback(notifyURL)
        progress = mayBeSent ? .pending : .notLoopback
        due = mayBeSent ? now : nil
    }

    /// Whether another one is about the same order or the same customer's authorization.
    func isAboutTheSame(as other: OutgoingNotification) -> Bool {
        outOrderNumber == other.outOrderNumber && openID == other.openID
    }

    /// Returns the notification as it is sent again, with the whole schedule before it.
    func startedAnew(at now: Date) -> OutgoingNotification {
        var next = self
        next.progress = .pending
        next.due = now
        next.step = 0
        return next
    }

    /// Returns the notification after a try that was made when it was due.
    ///
    /// - Parameters:
    ///   - isTaken: whether the merchant took it, and it was what WeChat would have sent.
    ///   - now: the time of the answer.
    ///   - speed: by how much the pauses are shortened.
    func advanced(isTaken: Bool, at now: Date, speed: Int) -> OutgoingNotification {
        var next = self
        next.step += 1
        next.due = nil
        if isTaken {
            next.progress = .accepted
        } else if let gap = NotificationSchedule.gap(afterTry: next.step, of: event) {
            next.due = max(now, due ?? now).addingTimeInterval(gap / Double(speed))
        } else {
            next.progress = .givenUp
        }
        return next
    }
}
