import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Cancels an order, if WeChat's rules and the merchant's guards allow it on a fresh
    /// observation.
    ///
    /// The observation is read and recorded first, and the decision is taken again on it. A cancel
    /// that gives money up needs the ``Consent`` of a person who stated the amount, to what
    /// ``cancelDecision(on:rules:caller:)`` found at stake and is at stake still. The permit is
    /// spent and the request's exact bytes are durable before anything is sent.
    ///
    /// - Parameters:
    ///   - order: The order to cancel.
    ///   - reason: What WeChat shows to the customer.
    ///   - consent: Who gives up how much; `nil` where nothing is at stake.
    ///   - dryRun: Whether to stop before anything is spent or sent.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    /// - Throws: ``EngineError`` if there is no verified observation or the journal fails; an
    ///   attempt that had begun is open then, and is resolved by ``reconcile(dueOnly:caller:)``.
    public func cancel(
        _ order: OutOrderNumber, reason: CancelReason, consent: Consent? = nil,
        dryRun: Bool = false, caller: Caller
    ) async throws(EngineError) -> CallResult {
        try await perform(
            ProviderWish(.cancel, .reason(reason)), of: order,
            Try(reason: reason.text, consent: consent?.tried, isDryRun: dryRun), caller: caller)
    }
}
