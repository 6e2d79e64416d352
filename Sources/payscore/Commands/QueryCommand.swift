import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle

/// Asks WeChat where an order stands.
struct QueryCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: told(
            "Ask WeChat where an order stands; one that we did not create is adopted.",
            zh: "向微信查询一笔订单的状态；不是由引擎创建的订单会纳入账本。"))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        return try await CommandContext.with(.weChat, global, output) { context in
            let report = try await context.engine.query(order, caller: context.caller)
            try output.answer(ObservationJSON(report)) {
                ObservationOutput(report: report, source: .query).lines
            }
            return .ok
        }
    }
}
