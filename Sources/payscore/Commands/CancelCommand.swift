import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Cancels an order.
struct CancelCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel an order at WeChat, if the rules and the merchant's guards allow it.",
        discussion: """
            The decision is taken again on a fresh view. A cancel that would lose money needs the \
            permit that can-cancel gave for exactly that amount, or, on a terminal, the amount \
            typed.

            Exit code: 0 done, 10 needs acknowledgement, 11 denied, 12 refused by WeChat, \
            13 unresolved, 14 conflict: the permit is stale, spent, expired or another order's, or \
            the order went on meanwhile.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Option(help: "Why; WeChat shows it to the customer.")
    var reason: String

    @Option(help: ArgumentHelp("The permit that can-cancel gave.", valueName: "token"))
    var permit: String?

    @Flag(help: "Decide and show the request, but send and spend nothing.")
    var dryRun = false

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        // What no setting could permit is refused before anything is opened.
        _ = try CancelReason(reason, limit: CancelReason.newerLimit)
        let token = permit.map { PermitToken($0) }
        return try await Workplace.with(.weChat, global, output) { workplace in
            let reason = try CancelReason(
                reason, limit: workplace.configuration.reasonLimit)
            func attempt(with token: PermitToken?) async throws -> CancelResult {
                try await workplace.engine.cancel(
                    order, reason: reason, permit: token, isRehearsal: dryRun,
                    caller: workplace.caller)
            }
            var result = try await attempt(with: token)
            if case .needsAcknowledgement(let answer) = result, permit == nil, !dryRun,
                output.format == .text, Output.isInteractive,
                let granted = try acknowledged(answer, output)
            {
                result = try await attempt(with: granted)
            }
            return try CancelForm(result: result).answer(output)
        }
    }

    /// Shows what is at stake and asks to type it.
    ///
    /// - Returns: The permit to use, if the amount was typed.
    private func acknowledged(
        _ answer: DecisionAnswer, _ output: Output
    ) throws -> PermitToken? {
        let form = DecisionForm(answer)
        try output.lines(form.lines)
        guard let atStake = form.totalAtStake else { return nil }
        try output.prompt(
            "\("To give this up for good, type the amount", .bold) (fen or yuan; empty to stop): ")
        guard let line = readLine(), !line.isEmpty else { return nil }
        guard Amount(typed: line) == atStake else {
            output.note("\("That is not the amount at stake; nothing was sent.", .caution)")
            return nil
        }
        return answer.permit?.token
    }
}

extension DecisionForm {
    /// All that is at stake.
    var totalAtStake: Amount? {
        hazards.reduce(Amount.zero) { sum, hazard in sum.flatMap { $0.adding(hazard.atStake) } }
    }
}
