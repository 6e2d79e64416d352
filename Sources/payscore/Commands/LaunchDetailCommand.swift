import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle
import WeChatPay

/// Prints what opens the page on which a customer sees an order.
struct LaunchDetailCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "detail",
        abstract: told(
            "Show the customer an order.", zh: "调起订单详情页，让用户查看订单。"))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @Option(help: LaunchOutput.platformHelp)
    var platform: LaunchPlatform

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let configuration = try PayscoreConfiguration.load(global.config)
        let signer = try configuration.requiredLaunchSigner()
        guard let serviceID = try configuration.identity().serviceID else {
            throw configuration.incomplete([.serviceID])
        }
        let launch = try ClientLaunch.detail(
            of: order, serviceID: serviceID, signedBy: signer, at: SystemClock().now())
        try LaunchOutput(launch: launch, platform: platform).answer(output)
        return .ok
    }
}
