import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Lowers what is collected for a completed order that is not paid, if WeChat's rules and the
    /// merchant's guards allow it on a fresh observation.
    ///
    /// The difference is given up, and needs the ``Consent`` of a person who stated it: ask with
    /// ``decision(on:for:rules:caller:)`` for `.modify(total:)`, with the total of the JSON. The
    /// observation is read and recorded first, and the decision is taken again on it.
    ///
    ///     let lower = OrderCall.modify(total: total)
    ///     let answer = try await engine.decision(on: order, for: lower, caller: clerk)
    ///     let consent = try answer.acknowledge(atStake: stated, by: ActorName("finance-2"))
    ///     try await engine.modify(order, json: json, consent: consent, caller: clerk)
    ///
    /// - Parameters:
    ///   - order: The order whose total is lowered.
    ///   - json: The body in WeChat's own field names, with `post_payments`, `total_amount` and
    ///     `reason`.
    ///   - consent: Who gives up how much.
    ///   - dryRun: Whether to stop before anything is spent or sent.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func modify(
        _ order: OutOrderNumber, json: [UInt8], consent: Consent? = nil, dryRun: Bool = false,
        caller: Caller
    ) async throws(EngineError) -> CallResult {
        try await perform(
            ProviderWish(.modify, .json(json)), of: order,
            Try(consent: consent?.tried, isDryRun: dryRun), caller: caller)
    }
}
