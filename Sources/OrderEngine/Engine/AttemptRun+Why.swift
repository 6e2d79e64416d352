import OrderLifecycle

extension AttemptOutcome {
    /// Why the attempt came to nothing without a refusal, if it did.
    var failure: AttemptFailure? {
        switch self {
        case .applied, .refused: nil
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
    ///   - errand: What was attempted.
    ///   - isAcknowledged: Whether the hazards are still acknowledged.
    func why(
        heard: String, of order: OrderProjection, _ errand: Errand, isAcknowledged: Bool
    ) -> String? {
        switch self {
        case .overtaken: nil
        case .neverSent: heard == "not_sent" ? "provider_unreachable" : "too_late"
        case .changed where errand.request.operation == .cancel && order.isProtected: "protected"
        case .changed where order.standing != errand.decidedOn: "order_changed"
        case .changed where !isAcknowledged: "acknowledgement_over"
        // Nothing was heard in this run.
        case .changed: heard == "resumed" ? nil : heard
        case .unchanged: isAcknowledged ? "sendings_spent" : "acknowledgement_over"
        }
    }
}
