import OrderJournal
import OrderLifecycle
import WeChatPay

extension Doctor {
    /// Compares this machine's clock with the `Date` header of an answer that is not verified.
    func checkClock(_ claim: AnswerClaim, _ list: inout CheckList) {
        guard let words = claim.clockWords, let lead = claim.clockLead else { return }
        if abs(lead.milliseconds) <= Self.clockTolerance.milliseconds {
            list.ok("clock", words)
        } else {
            list.warn(
                "clock", words,
                "compare this machine's clock with the time; at \(AnswerVerifier.windowSeconds) s "
                    + "WeChat refuses every request")
        }
    }
}
