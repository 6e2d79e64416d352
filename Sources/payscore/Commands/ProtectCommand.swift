import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Protects an order from cancels.
struct ProtectCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "protect",
        abstract: "Protect an order from cancels until the protection is lifted.")

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Option(help: "Why.")
    var reason: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let reason = try OperatorReason(reason)
        return try await Workplace.with(.journal, global, output) { workplace in
            try await answered(order, output) {
                try await workplace.engine.protect(
                    order, reason: reason, caller: workplace.caller)
            }
        }
    }
}

/// Lifts the protection of an order.
struct UnprotectCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "unprotect", abstract: "Lift the protection of an order.")

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Option(help: "Why.")
    var reason: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let reason = try OperatorReason(reason)
        return try await Workplace.with(.journal, global, output) { workplace in
            try await answered(order, output) {
                try await workplace.engine.unprotect(
                    order, reason: reason, caller: workplace.caller)
            }
        }
    }
}

extension PayscoreCommand {
    /// Shows the order that a change left.
    fileprivate func answered(
        _ order: OutOrderNumber, _ output: Output,
        _ change: () async throws -> OrderProjection
    ) async throws -> ExitStatus {
        let changed: OrderProjection
        do { changed = try await change() } catch EngineError.orderUnknown {
            throw Failure.unknown(order)
        }
        let form = OrderForm(order: changed)
        try output.answer(form.json) { form.lines }
        return .ok
    }
}
