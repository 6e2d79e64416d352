public import OrderJournal
public import OrderLifecycle

/// That a person lets a journal go on although records, or the knowledge of them, were lost.
///
/// A record of the journal says so for ever, and a new epoch begins with it. Where nothing was
/// lost, nothing is recorded.
public struct AcceptedLoss: Hashable, Sendable {
    /// Why, in the person's words.
    public let reason: OperatorReason
    /// Who accepts it.
    public let caller: Caller
    /// The process that lets it go on.
    public let origin: ProcessOrigin
    /// The wall clock.
    public let at: Timestamp
    /// Whose journal it must be; for whom it begins again where it lost all its records.
    public let merchant: MerchantID?

    /// Creates an acceptance.
    ///
    /// - Parameters:
    ///   - reason: Why the loss is accepted.
    ///   - caller: Who accepts it.
    ///   - at: When.
    ///   - merchant: Needed only where every record is lost.
    ///   - origin: The process that the record names.
    public init(
        reason: OperatorReason, caller: Caller, at: Timestamp, merchant: MerchantID? = nil,
        origin: ProcessOrigin = .current
    ) {
        self.reason = reason
        self.caller = caller
        self.at = at
        self.merchant = merchant
        self.origin = origin
    }
}
