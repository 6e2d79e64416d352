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

    /// Makes sure that the journal is this merchant's, where one is named.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/otherMerchant`` if it is another's.
    public func check(isOf merchant: MerchantID?) throws(JournalError) {
        guard let merchant, merchant != self.merchant else { return }
        throw JournalError(
            .otherMerchant,
            "the journal is that of the merchant \(self.merchant), not of \(merchant); nothing was "
                + "recorded, each merchant has a journal of its own")
    }
}
