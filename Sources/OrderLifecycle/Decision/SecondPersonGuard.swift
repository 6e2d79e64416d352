/// Asks that someone other than the person who requests the call acknowledges its loss.
///
/// It compares who was given the permit with who stated the amount, and nobody else, as
/// ``ActorName`` compares: `Clerk-1` is no second person to `clerk-1`.
public struct SecondPersonGuard: DenyingGuard, Hashable {
    /// The name of the rule.
    public var identifier: String { "second_person" }
    /// What it says.
    public var version: String { "1" }

    /// Creates the guard.
    public init() {}

    /// Denies if the loss was acknowledged by the one who requested the call.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let acknowledgement = situation.acknowledgement else { return nil }
        return acknowledgement.acknowledgedBy.name == acknowledgement.requestedBy.name
            ? .samePerson : nil
    }
}
