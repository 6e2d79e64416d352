import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Begins the journal of the provider's merchant, if nothing is recorded in it yet, and returns
    /// whose journal it is.
    ///
    /// The first record of any call begins it as well; this one records nothing else.
    ///
    /// - Throws: ``EngineError``: the journal's `notBegun` if the provider names no merchant, and
    ///   `otherMerchant` if the journal is another merchant's.
    @discardableResult
    public func begin(caller: Caller) async throws(EngineError) -> MerchantID {
        try await commit(on: [.journal]) { transaction in
            guard let bound = transaction.bound else { throw JournalError.notBegun }
            try transaction.begin(by: caller)
            return bound.merchant
        }
    }
}
