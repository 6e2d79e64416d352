import Foundation

/// What the queue has to do, and when.
struct PendingNotification: Sendable {
    enum Subject: Sendable {
        /// A notification is to be sent.
        case notification(id: String)
        /// A deduction will have paid an order, which is then told.
        case payment(outOrderNumber: String)
    }

    let subject: Subject
    let due: Date
    /// The time when this became known.
    let since: Date
}
