import ArgumentParser
import StrictJSON
import WeChatPay

/// A launch as commands print it.
struct LaunchOutput {
    let launch: ClientLaunch
    let platform: LaunchPlatform

    /// The most bytes of a token or package, and what may end its line.
    private static let wordLimit = 4096

    static let platformHelp = ArgumentHelp(
        told("Where your app runs.", zh: "客户端运行在哪里。"), valueName: "platform")

    /// A word that was given, or the line on standard input.
    static func word(_ word: String) throws(Failure) -> String {
        guard word == OpenInput.standardInput else { return word }
        var line = try InputFile.read(word, limit: wordLimit)[...]
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// Prints the launch.
    func answer(_ output: Output) throws(Failure) {
        try output.answer(form) { lines }
    }

    private var form: JSONValue {
        [
            "page": .string(launch.page.rawValue), "platform": .string(platform.rawValue),
            "signed": .bool(launch.isSigned), "arguments": launch.form(on: platform),
        ]
    }

    private var lines: [StyledText] {
        let signed =
            launch.isSigned
            ? told("signed with the API v2 key", zh: "已用 API v2 密钥签名") : told("unsigned", zh: "未签名")
        let page = StyledText(launch.page.rawValue, .bold)
        return [
            "\(page) → \(call)  \(signed, .dim)",
            StyledText(launch.arguments(on: platform)),
            StyledText(
                told(
                    "what WeChat hands back to the app proves nothing; ask WeChat about the order",
                    zh: "微信返回给客户端的结果不能作为依据，须向微信查询订单"), .dim),
        ]
    }

    /// The function that takes the arguments.
    private var call: String {
        switch platform {
        case .app: "WXOpenBusinessView"
        case .h5: "wx.invoke('openBusinessView', …)"
        case .miniProgram: "wx.openBusinessView(…)"
        }
    }
}
