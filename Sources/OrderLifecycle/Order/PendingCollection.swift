/// What WeChat is collecting for a completed order: something is due, and some may be paid.
public struct PendingCollection: Hashable, Sendable {
    /// What is still due; never zero.
    public let due: Amount
    /// What has been paid.
    public let paid: Amount

    /// Creates a collection, or `nil` if nothing is due or the sum is beyond belief.
    public init?(due: Amount, paid: Amount = .zero) {
        guard due > .zero, due.adding(paid) != nil else { return nil }
        self.due = due
        self.paid = paid
    }

    /// What is to be collected in all.
    public var total: Amount {
        // The initialiser has proved that the sum exists.
        due.adding(paid) ?? due
    }
}
