import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension OrderProjection {
    /// What a person should know of the order beyond its phase.
    var flags: [FlagView] {
        var flags: [FlagView] = []
        func add(_ isSo: Bool, _ text: String, _ style: Style) {
            if isSo { flags.append(FlagView(text: text, style: style.rawValue)) }
        }
        add(openAttempt != nil, told("unresolved call", zh: "有未决的请求"), .caution)
        add(isProtected, told("protected", zh: "受保护"), .good)
        add(!isVerified && state != .unseen, told("not verified", zh: "未验证"), .caution)
        add(contradictions > 0, told("contradictions", zh: "有矛盾"), .bad)
        return flags
    }
}
