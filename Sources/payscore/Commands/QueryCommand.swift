import ArgumentParser
import OrderEngine
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
        return try await Workplace.with(.weChat, global, output) { workplace in
            let report = try await workplace.engine.query(order, caller: workplace.caller)
            let form = ViewForm(report: report)
            try output.answer(form.json) { form.lines }
            return .ok
        }
    }
}
