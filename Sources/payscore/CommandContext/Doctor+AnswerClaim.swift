import OrderJournal
import OrderLifecycle
import WeChatPay

extension Doctor {
    /// Compares this machine's clock with the `Date` header of an answer that is not verified.
    func checkClock(_ claim: AnswerClaim, _ list: inout CheckList) {
        guard let words = claim.shownClock, let lead = claim.clockLead else { return }
        if abs(lead.milliseconds) <= Self.clockTolerance.milliseconds {
            list.ok(Self.clockName, words)
        } else {
            list.warn(
                Self.clockName, words,
                told(
                    "compare this machine's clock with the time; at "
                        + "\(AnswerVerifier.windowSeconds) s WeChat refuses every request",
                    zh: "请校准本机时钟；相差 \(AnswerVerifier.windowSeconds) 秒，微信就驳回所有请求"))
        }
    }
}
