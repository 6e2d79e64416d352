/// A rule of the merchant's about calls that give money up, beside WeChat's.
///
/// A guard sees the whole situation and gives one verdict; every guard is asked, and all that
/// deny are reported.
public protocol CallGuard: Sendable {
    /// Tells what this guard says of the call in this situation.
    func verdict(on situation: CallSituation) -> GuardVerdict
}
