import OrderJournal
import OrderLifecycle

/// A question about a call, asked or tried.
struct Question: Sendable {
    let call: OrderCall
    let order: OutOrderNumber
    let rules: RulesVersion
    let provenance: Provenance
    /// The observation that was read for it.
    let observed: OrderObservation?
    /// What a call was tried with; of a mere question there is nothing.
    var tried = Try()
    /// Whether it is a mere question.
    var isAsked = false
    /// Whose word stands behind it, where it is a requested call.
    var acknowledgement: Acknowledgement?
    /// The customer whom the request names.
    var customer: CustomerID?

    /// The version of WeChat's rules, where it is recorded.
    var recordedRules: RulesVersion? { rules.recorded(for: call.kind) }
}

extension RulesVersion {
    /// The version, recorded where it matters: it is that of the cancel's page.
    func recorded(for call: OrderCall.Kind) -> RulesVersion? { call == .cancel ? self : nil }
}
