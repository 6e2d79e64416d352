/// A rule of the merchant's about calls that give money up, beside WeChat's.
///
/// A guard sees the whole situation and gives one verdict; every guard is asked, and all that
/// deny are reported.
public protocol CallGuard: Sendable {
    /// The name of the rule, such as `clerk_limit`.
    var identifier: String { get }
    /// What it says, with its settings, such as `20000`.
    ///
    /// The digest of all that a policy says is recorded with each decision, and all that it says
    /// with the first decision that it takes; so this must change whenever the rule does, and have
    /// no secret in it.
    var version: String { get }
    /// Tells what this guard says of the call in this situation.
    func verdict(on situation: CallSituation) -> GuardVerdict
}
