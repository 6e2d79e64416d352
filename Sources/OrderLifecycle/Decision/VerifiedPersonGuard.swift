/// Requires that the requester and everybody who acknowledges the loss are verified.
public struct VerifiedPersonGuard: DenyingGuard, Hashable {
    /// The name of the rule.
    public var identifier: String { "verified_person" }
    /// What it says.
    public var version: String { "1" }

    /// Creates the guard.
    public init() {}

    /// Denies if one of the names is only claimed.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let acknowledgement = situation.acknowledgement else { return nil }
        let people = acknowledgement.people + [acknowledgement.requestedBy]
        return people.contains { $0.identification == .claimed } ? .personNotVerified : nil
    }
}
