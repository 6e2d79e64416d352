import OrderEngine
import OrderJournal

extension UnknownAnswer {
    /// What came instead of a verified word, in the person's language.
    var words: String { told(description, zh: chinese) }

    private var chinese: String {
        switch self {
        case .timedOut: "没有及时收到应答"
        case .connectionLost: "连接在收到应答之前断开"
        case .serverError(let status, let code):
            "微信返回服务端错误：HTTP \(status)" + (code.map { " \($0)" } ?? "")
        case .unverified(let claim):
            (["收到的应答" + claim.words] + [claim.shownClock].compactMap(\.self))
                .joined(separator: "；")
        case .unreadable(let explanation): "应答已通过验签，但答非所问（详情：\(explanation)）"
        case .redirected(let status): "应答是重定向（HTTP \(status)），从不跟随"
        case .tooLarge: "应答超过读取的上限"
        }
    }

    /// What to do about it, in the person's language.
    var shownAdvice: String {
        switch self {
        case .timedOut, .connectionLost, .serverError: told(advice, zh: "请重试，并检查网络")
        case .unverified(let claim): claim.shownAdvice
        case .unreadable, .redirected, .tooLarge:
            told(advice, zh: "请确认 wechat.base_url 是微信的地址，而且中间没有代理")
        }
    }
}
