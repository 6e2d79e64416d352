/// Asks that two people other than the one who requests the call acknowledge its loss, from an
/// amount on.
///
/// A consent has one person's word, so such a call is made through an ``Approval``.
public struct TwoPeopleGuard: DenyingGuard, Hashable {
    /// The name of the rule.
    public var identifier: String { "two_people" }
    /// What it says: the amount from which it asks, in fen.
    public var version: String { "\(from.fen)" }

    /// From which amount at stake on two people are asked for.
    public let from: Amount

    /// Creates the guard.
    ///
    /// - Parameter from: From which amount at stake on it asks.
    public init(from: Amount) {
        self.from = from
    }

    /// Whether it asks for two people where this is given up.
    func asks(about loss: Loss) -> Bool { loss.atStake >= from }

    /// Denies if fewer than two others acknowledged the loss.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let acknowledgement = situation.acknowledgement, asks(about: acknowledgement.loss)
        else { return nil }
        return acknowledgement.others < 2 ? .secondApproverMissing : nil
    }
}
