package import OrderJournal
package import OrderLifecycle

extension AttemptProjection.Condition {
    /// How the attempt stands, in a word.
    package var verdict: StyledText {
        switch self {
        case .open: StyledText(told("UNRESOLVED", zh: "未决"), .caution)
        case .parked: StyledText(told("PARKED", zh: "已搁置"), .bad)
        case .settled(.applied): StyledText(told("APPLIED", zh: "已生效"), .good)
        case .settled(.refused): StyledText(told("REFUSED by WeChat", zh: "被微信驳回"), .bad)
        case .settled(.notApplied): StyledText(told("NOT APPLIED", zh: "未生效"), .caution)
        case .settled(.unproven): StyledText(told("UNPROVEN", zh: "无法证实"), .caution)
        }
    }

    /// How that is known, or why it is not; absent while there is nothing to say.
    package var explanation: String? {
        switch self {
        case .open, .parked, .settled(.unproven): nil
        case .settled(.applied(let proof)): proof.words
        case .settled(.refused(let refusal)): refusal.words
        case .settled(.notApplied(let failure)): failure.words
        }
    }
}

extension AttemptProof {
    /// How it is known that the call took effect.
    package var words: String {
        switch self {
        case .answered:
            told("WeChat answered, and the answer is verified", zh: "微信已应答，且应答已通过验签")
        case .alreadyThere:
            told(
                "WeChat said that it was so already, and an observation confirmed it: not by this "
                    + "call", zh: "微信称早已如此，观察也证实了：并非这次调用所为")
        case .found:
            told(
                "no answer proved it, and an observation shows the effect: of this call or of "
                    + "another one, which cannot be told",
                zh: "没有应答为证，但观察显示已生效：无法分辨是这次调用还是别的调用所为")
        }
    }
}

extension Refusal {
    /// WeChat's own words.
    package var words: String {
        "\(code) (HTTP \(status)) \(message)"
    }
}

extension AttemptFailure {
    /// Why the call had no effect.
    package var words: String {
        switch self {
        case .neverSent:
            told(
                "nothing was sent: WeChat could not be reached, or not in time",
                zh: "什么也没有发送：无法连接微信，或未能及时连接")
        case .changed:
            told(
                "the order changed, or the acknowledgement ran out, before it was sent; decide "
                    + "again", zh: "发送之前订单有了变化，或确认已过期；请重新决定")
        case .overtaken:
            told(
                "the order had gone where the call can have no effect",
                zh: "订单已到了这次调用不可能生效的阶段")
        case .unchanged:
            told(
                "WeChat shows no effect, and none can follow any more",
                zh: "微信显示没有生效，之后也不可能再生效")
        }
    }
}
