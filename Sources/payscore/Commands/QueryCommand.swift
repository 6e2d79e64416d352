import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle

/// Asks WeChat where an order stands.
struct QueryCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask WeChat where an order stands; one that we did not create is adopted.")

    @Argument(help: "The order's out_order_no.")
    var number: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

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
