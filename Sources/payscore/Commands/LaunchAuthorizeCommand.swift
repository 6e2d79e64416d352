import ArgumentParser
import WeChatPay

/// Prints what opens the page on which a customer authorizes the service.
struct LaunchAuthorizeCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorize",
        abstract: told(
            "Have the customer authorize the service.", zh: "调起授权页，请用户授权服务。"))

    @Argument(
        help: told(
            "WeChat's apply_permissions_token; - reads it from standard input.",
            zh: "微信返回的 apply_permissions_token；- 表示从标准输入读取。"))
    var token: String

    @Option(help: LaunchOutput.platformHelp)
    var platform: LaunchPlatform

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let launch = try ClientLaunch.authorize(token: try LaunchOutput.word(token))
        try LaunchOutput(launch: launch, platform: platform).answer(output)
        return .ok
    }
}
