import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Reports an order as paid elsewhere, such as in cash, so that WeChat stops collecting, if
    /// WeChat's rules and the merchant's guards allow it on a fresh observation.
    ///
    /// What is due at WeChat is given up there, and needs the ``Consent`` of a person who stated
    /// it: ask with ``decision(on:for:rules:caller:)`` for `.reportPaid(at:)`, with the same time.
    /// It is recorded as received elsewhere, and counted apart from what was forgiven.
    ///
    /// If WeChat collects at the same moment, the call is refused with `ORDER_DONE`. An amount that
    /// was paid twice is refunded by its `transaction_id`, outside of this package.
    ///
    /// - Parameters:
    ///   - order: The order that was paid elsewhere.
    ///   - paidAt: When the customer paid, in whole seconds: see `Timestamp.inWholeSeconds`. A time
    ///     in the future is denied.
    ///   - reason: Why, for the journal; WeChat is not told.
    ///   - consent: Who gives up how much at WeChat.
    ///   - dryRun: Whether to stop before anything is spent or sent.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func reportPaid(
        _ order: OutOrderNumber, at paidAt: Timestamp, reason: OperatorReason? = nil,
        consent: Consent? = nil, dryRun: Bool = false, caller: Caller
    ) async throws(EngineError) -> CallResult {
        try await perform(
            ProviderWish(.reportPaid, .paidAt(paidAt)), of: order,
            Try(reason: reason?.text, consent: consent?.tried, isDryRun: dryRun), caller: caller)
    }
}
