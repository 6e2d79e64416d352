import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Prints what opens the page on which a customer confirms an order.
struct LaunchConfirmCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: told(
            "Have the customer confirm an order.", zh: "调起确认订单页，请用户确认订单。"),
        discussion: told(
            """
            WeChat's older pages want the parameters signed with the API v2 key, its newest show \
            the package alone. Signed is what is printed where the key is configured.
            """,
            zh: """
                微信的旧文档要求用 API v2 密钥签名，最新的文档只列出 package。配置了该密钥时打印签名的参数。
                """))

    @Argument(
        help: told(
            "WeChat's package of the created order; - reads it from standard input.",
            zh: "创建订单时微信返回的 package；- 表示从标准输入读取。"))
    var package: String

    @Option(help: LaunchOutput.platformHelp)
    var platform: LaunchPlatform

    @Flag(
        help: told(
            "Signed with the API v2 key, or the package alone.",
            zh: "用 API v2 密钥签名，或只传 package。"))
    var signing: Signing?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    enum Signing: String, EnumerableFlag {
        case signed, unsigned
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let package = try LaunchOutput.word(package)
        let configuration = try PayscoreConfiguration.load(global.config)
        let signer: LaunchSigner? =
            switch signing {
            case .signed: try configuration.requiredLaunchSigner()
            case .unsigned: nil
            case nil: try configuration.launchSigner()
            }
        let launch =
            try signer.map {
                try ClientLaunch.confirm(package: package, signedBy: $0, at: SystemClock().now())
            } ?? ClientLaunch.confirm(package: package)
        try LaunchOutput(launch: launch, platform: platform).answer(output)
        return .ok
    }
}
