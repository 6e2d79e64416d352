import ArgumentParser
import Foundation
import Logging
import Sandbox
import StrictJSON
import UnixSignals

/// Runs an imitation of WeChat Pay Score.
struct SandboxCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: told(
            "Run an imitation of WeChat Pay Score on this machine until stopped.",
            zh: "在本机运行模拟的微信支付分，直到被停止。"),
        discussion: told(
            """
            The directory gets keys and a ready payscore.json, and keeps the orders; a restart \
            forgets nothing. Its file control-token holds the header with which you play the \
            customer: curl -X POST -H @FILE. The first line of the answer is the base URL.
            """,
            zh: """
                目录里会放入密钥和可直接使用的 payscore.json，并保存订单，重新启动后仍在。\
                其中的 control-token 文件存有扮演用户时所用的请求头：curl -X POST -H @FILE。\
                输出的第一行是服务的地址。
                """))

    @Option(
        help: told("The port to listen on; 0 picks a free one.", zh: "监听的端口；0 表示自动选择空闲端口。"),
        transform: WholeNumber.read)
    var port = 0

    @Option(
        help: ArgumentHelp(
            told("Where keys and orders are kept.", zh: "存放密钥和订单的目录。"), valueName: "path"),
        completion: .directory)
    var directory = "payscore-sandbox"

    @Flag(
        help: told(
            "Take orders of no-confirm mode for customers who have not authorized the service.",
            zh: "免确认模式的订单，用户没有授权也受理。"))
    var acceptUnauthorized = false

    @Option(
        help: ArgumentHelp(
            told(
                """
                Which key signs answers and notifications; "either" is what the request's \
                Wechatpay-Serial asks for.
                """,
                zh: "用哪把密钥签名应答和通知；either 按请求头 Wechatpay-Serial 选择。"),
            valueName: "key"))
    var signWith = SigningMode.publicKey

    @Option(
        help: ArgumentHelp(
            told(
                "Shorten the pauses between the tries of a notification by this factor.",
                zh: "把通知重试的间隔缩短为几分之一。"), valueName: "n"),
        transform: WholeNumber.read)
    var notificationSpeed = 1

    @Option(
        help: ArgumentHelp(
            told(
                """
                Send all notifications to this address on this machine, whatever an order's \
                notify_url is.
                """,
                zh: "所有通知都发往这个本机地址，不论订单的 notify_url 是什么。"), valueName: "url"))
    var notifyAt: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        guard !directory.isEmpty, !directory.utf8.contains(0) else {
            throw Failure(.notFound, "file_missing", "the name of the directory is empty")
        }
        let stop = await UnixSignalsSequence(trapping: UnixSignal.stopping)
        let sandbox = try await SandboxServer.start(
            SandboxSettings(
                directory: URL(fileURLWithPath: directory), port: port,
                unauthorizedOrders: acceptUnauthorized ? .accepted : .refused,
                signingMode: signWith, notificationSpeed: notificationSpeed,
                notificationReceiver: notifyAt,
                logger: Logger(label: "payscore.sandbox") { _ in
                    OutputLogHandler(output: output)
                }))
        let address = sandbox.baseURL.absoluteString
        let token = sandbox.controlTokenFile.path
        let file = sandbox.configurationFile.path
        try output.answer([
            "base_url": .string(address), "port": .number(sandbox.port),
            "configuration_file": .string(file), "control_token_file": .string(token),
        ]) { ["\(address)"] }
        if output.format == .text {
            func hint(_ word: String, _ text: String) {
                output.note("\(StyledText(word, .dim).padded(to: 13))  \(text)")
            }
            hint(told("configuration", zh: "配置"), file)
            hint(told("try", zh: "试一试"), "payscore doctor --config \(file)")
            hint(
                told("customer", zh: "扮演用户"),
                "curl -X POST -H @\(token) \(address)/sandbox/orders/ORDER/confirm")
            // Who reads a log may not play the customer.
            hint(
                told("page", zh: "用户页面"),
                Output.isInteractive
                    ? sandbox.customerPage.absoluteString : "\(address)/sandbox/#token=…")
            hint(told("stop", zh: "停止"), "Control-C")
        }
        await stop.first()
        await sandbox.stop()
        return .ok
    }
}
