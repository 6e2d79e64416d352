public import OrderLifecycle

/// What the first record of a journal says: which journal it is, and whose.
public struct BeginningDetails: Hashable, Sendable {
    /// What tells the journal from every other.
    public let identity: JournalIdentity
    /// The one merchant whose orders it records.
    public let merchant: MerchantID

    /// Creates the details of a beginning.
    public init(identity: JournalIdentity, merchant: MerchantID) {
        self.identity = identity
        self.merchant = merchant
    }
}
