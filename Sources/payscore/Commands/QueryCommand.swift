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
            zh: "向微信查询一笔订单的状态；不是由引擎创建的订单会纳入账本。"),
        discussion: told(
            """
            An order is named by its number, or by the query_id that an app is given when its \
            customer returns from WeChat. That a customer returned means nothing by itself.
            """,
            zh: """
                用商户订单号指明订单，或用用户从微信返回时应用得到的 query_id。用户返回本身不说明任何问题。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String?

    @Option(
        name: .customLong("query-id"),
        help: ArgumentHelp(
            told(
                "WeChat's query_id, instead of the number; the answer names the order.",
                zh: "微信的 query_id，代替商户订单号；结果里有订单号。"),
            valueName: "id"))
    var queryID: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard (number == nil) != (queryID == nil) else {
            throw ValidationError(
                "Give the order's number, or --query-id.",
                zh: "请给出商户订单号，或用 --query-id，二者选一。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let (order, id) = (
            try number.map { try OutOrderNumber($0) }, try queryID.map { try QueryID($0) }
        )
        return try await CommandContext.with(.weChat, global, output) { context in
            let report = try await Self.report(order, id, context)
            try output.answer(ObservationJSON(report)) {
                ObservationOutput(report: report, source: .query).lines
            }
            return .ok
        }
    }

    private static func report(
        _ order: OutOrderNumber?, _ id: QueryID?, _ context: CommandContext
    ) async throws -> ObservationReport {
        if let order { return try await context.engine.query(order, caller: context.caller) }
        return try await context.engine.query(try id ?? QueryID(""), caller: context.caller)
    }
}
