import OrderJournal
import OrderLifecycle

extension AttemptOutcome {
    /// Why the attempt came to nothing without a refusal, if it did.
    var failure: AttemptFailure? {
        switch self {
        case .applied, .refused, .unproven: nil
        case .notApplied(let failure): failure
        }
    }
}

extension AttemptFailure {
    /// Why it came to nothing, as a code, where the failure alone does not say.
    ///
    /// - Parameters:
    ///   - heard: What was heard or seen last, as a code.
    ///   - order: The order as the journal knows it when the attempt ends.
    ///   - context: What was attempted.
    ///   - isAcknowledged: Whether the hazards are still acknowledged.
    ///   - isSpent: Whether the bytes were sent as often as they may be.
    func why(
        heard: String, of order: OrderProjection, _ context: AttemptContext, isAcknowledged: Bool,
        isSpent: Bool
    ) -> String? {
        switch self {
        case .overtaken: nil
        case .neverSent: heard == "not_sent" ? "provider_unreachable" : "too_late"
        case .changed where context.request.call.kind.givesMoneyUp && order.isProtected: "protected"
        case .changed where order.state != context.decidedOn: "order_changed"
        case .changed where !isAcknowledged: "acknowledgement_over"
        // Nothing was heard in this run: no observation was young enough.
        case .changed: heard == "resumed" ? DenialReason.observationTooOld.rawValue : heard
        case .unchanged where !isAcknowledged: "acknowledgement_over"
        // Nothing else keeps the same bytes back than a clock by which no observation is young
        // enough.
        case .unchanged: isSpent ? "sendings_spent" : DenialReason.clockAhead.rawValue
        }
    }
}
