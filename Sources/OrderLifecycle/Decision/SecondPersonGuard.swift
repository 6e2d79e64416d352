/// Asks that someone other than the person who requests the call acknowledges its loss.
///
/// It compares who was given the permit with who stated the amount, and nobody else, as
/// ``ActorName`` compares: `Clerk-1` is no second person to `clerk-1`.
public struct SecondPersonGuard: DenyingGuard, Hashable {
    /// The name of the rule.
    public var identifier: String { "second_person" }
    /// What it says: the amount from which it asks, in fen.
    public var version: String { "\(from.fen)" }

    /// From which amount at stake on a second person is asked for; zero for every amount.
    public let from: Amount

    /// Creates the guard.
    ///
    /// - Parameter from: From which amount at stake on it asks; every amount unless it is given.
    public init(from: Amount = .zero) {
        self.from = from
    }

    /// Whether it asks for a second person where this is given up.
    func asks(about loss: Loss) -> Bool { loss.atStake >= from }

    /// Denies if the loss was acknowledged by the one who requested the call.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let acknowledgement = situation.acknowledgement, asks(about: acknowledgement.loss)
        else { return nil }
        return acknowledgement.others < 1 ? .samePerson : nil
    }
}
