import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Takes a notification that an HTTP server received, and says what to answer.
struct ReceiveCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: told(
            "Take a notification of WeChat's that your HTTP server received, and say what to "
                + "answer.",
            zh: "处理你的 HTTP 服务器收到的微信回调通知，并给出应答内容。"),
        discussion: told(
            """
            The signature is verified over the very bytes of the body, the notification is \
            decrypted, and its record and all that follows from it are written in one commit. \
            Answer WeChat with the status and the body that are printed.

            Exit code: 0 answer 204, 65 it is not believed, 69 the key that signed it is not held; \
            any other: it could not be recorded, answer 503.
            """,
            zh: """
                按正文的原始字节验签、解密，记录及由此产生的一切在同一次提交中写入。请把打印的状态码和正文应答给微信。

                退出码：0 应答 204，65 不可信，69 没有验签所需的密钥；其他：没能记下，应答 503。
                """))

    @Option(
        help: ArgumentHelp(
            told(
                "The headers as they were received: a file with NAME: VALUE on each line, or - for "
                    + "standard input.",
                zh: "存有收到的请求头的文件，每行一个请求头，名称、冒号和值；- 表示标准输入。"),
            valueName: "path"),
        completion: .file())
    var headers: String

    @Argument(
        help: told(
            "The body, byte for byte as it was received, or - for standard input.",
            zh: "请求正文，须是收到的原始字节；- 表示标准输入。"),
        completion: .file())
    var body: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard headers != OpenInput.standardInput || body != OpenInput.standardInput else {
            throw ValidationError(
                "Only one of --headers and the body can come from standard input.",
                zh: "--headers 和正文只能有一个来自标准输入。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let notification = WeChatNotification(
            headers: try ReceivedHeaders.read(headers), body: try Self.bytes(of: body))
        return try await CommandContext.with(.weChat, global, output) { context in
            let answer = await context.engine.receive(notification, caller: context.caller)
            if case .failed(let error) = answer { throw error }
            try output.answer(Self.form(answer)) { Self.lines(answer) }
            return Self.status(answer)
        }
    }

    /// The body, of which one byte more than a notification may have is read: what is too large is
    /// for the engine to say.
    private static func bytes(of path: String) throws(Failure) -> [UInt8] {
        let input = try OpenInput(path)
        var bytes: [UInt8] = []
        while bytes.count <= WeChatNotification.bodyLimit {
            let part = try input.nextPart()
            if part.isEmpty { break }
            bytes += part
        }
        return bytes
    }

    private static func status(_ answer: NotificationAnswer) -> ExitStatus {
        switch answer.status {
        case 204: .ok
        case 503: .unreachable
        default: .badInput
        }
    }

    private static func form(_ answer: NotificationAnswer) -> JSONValue {
        [
            "status": .number(Int64(answer.status)), "code": .string(answer.code),
            "body": answer.body.isEmpty
                ? .null : .string(String(decoding: answer.body, as: UTF8.self)),
        ]
    }

    private static func lines(_ answer: NotificationAnswer) -> [StyledText] {
        let (status, code) = (answer.status, answer.code)
        guard status != 204 else {
            return [
                told(
                    "\("TAKEN", .good)  \(code, .bold): answer \(status), without a body",
                    zh: "\("已收下", .good)  \(code, .bold)：请应答 \(status)，不带正文")
            ]
        }
        let body = String(decoding: answer.body, as: UTF8.self)
        return [
            told(
                "\("NOT TAKEN", .bad)  \(code, .bold): answer \(status), with this body as "
                    + "application/json",
                zh: "\("未收下", .bad)  \(code, .bold)：请应答 \(status)，正文如下，类型为 application/json"),
            "  \(body)",
        ]
    }
}
