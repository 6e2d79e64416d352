/// Says what a part payment means for a cancel.
public struct PartPaymentGuard: DenyingGuard, Hashable {
    /// What a part payment is to the merchant.
    public enum Treatment: String, Hashable, Sendable, CaseIterable {
        /// A reason to deny.
        case denied
        /// A hazard to be acknowledged.
        case hazard
    }

    /// What a part payment is.
    public let treatment: Treatment

    /// The name of the rule.
    public var identifier: String { "part_payment" }
    /// What it says.
    public var version: String { treatment.rawValue }

    /// Creates the guard.
    public init(_ treatment: Treatment = .denied) {
        self.treatment = treatment
    }

    /// Denies if a part is paid and that is no hazard by this treatment.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard situation.call == .cancel else { return nil }
        return switch treatment {
        case .hazard: nil
        case .denied:
            if let pending = situation.pending, pending.paid > .zero { .partlyPaid } else { nil }
        }
    }
}
