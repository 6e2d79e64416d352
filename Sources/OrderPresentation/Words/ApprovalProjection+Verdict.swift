import OrderJournal
import OrderLifecycle

extension ApprovalProjection {
    /// How a requested call stands, in a word.
    package var verdict: StyledText {
        switch condition {
        case .waiting: StyledText(told("WAITING", zh: "待审批"), .caution)
        case .made: StyledText(told("MADE", zh: "已执行"), .good)
        case .ended(.rejected): StyledText(told("REJECTED", zh: "已驳回"), .bad)
        case .ended(.withdrawn): StyledText(told("WITHDRAWN", zh: "已撤回"), .dim)
        case .ended(.expired): StyledText(told("EXPIRED", zh: "已过期"), .dim)
        case .ended(.denied): StyledText(told("DENIED", zh: "届时已不允许"), .bad)
        }
    }
}
