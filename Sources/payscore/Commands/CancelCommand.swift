import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Cancels an order.
struct CancelCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel an order at WeChat, if the rules and the merchant's guards allow it.",
        discussion: """
            The decision is taken again on a fresh observation. A cancel that gives money up needs \
            the permit of the decision that showed it, and the amount at stake, stated by a \
            person. On a terminal the amount is typed.

            Exit code: 0 done, 10 needs acknowledgement, 11 denied, 12 refused by WeChat, \
            13 unresolved, 14 conflict: the permit is stale, spent, expired or another order's, or \
            the order went on meanwhile.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Option(help: "Why; WeChat shows it to the customer.")
    var reason: String

    @Option(
        help: ArgumentHelp(
            "The permit that can-cancel or cancel gave; only with --at-stake.", valueName: "token"))
    var permit: String?

    @Option(
        help: ArgumentHelp(
            "The amount that you give up for good: 128.00, ¥128 or '12800 fen'.",
            valueName: "amount"))
    var atStake: String?

    @Flag(help: "Decide and show the request, but send and spend nothing.")
    var dryRun = false

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func validate() throws {
        guard (permit == nil) == (atStake == nil) else {
            throw ValidationError(
                "Give --permit together with --at-stake: a permit alone consents to nothing.")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        // What no setting could permit is refused before anything is opened.
        _ = try CancelReason(reason, limit: CancelReason.newerLimit)
        let given = try permit.map { (PermitToken($0), try Amount(parsing: atStake ?? "")) }
        return try await CommandContext.with(.weChat, global, output) { context in
            let caller = context.caller
            let reason = try CancelReason(
                reason, limit: context.configuration.reasonLimit)
            func attempt(with consent: Consent?) async throws -> CallResult {
                try await context.engine.cancel(
                    order, reason: reason, consent: consent, dryRun: dryRun, caller: caller)
            }
            var result = try await attempt(
                with: given.map { Consent(token: $0, atStake: $1, by: caller.actor) })
            if case .needsAcknowledgement(let answer) = result, given == nil, !dryRun,
                output.format == .text, Output.isInteractive,
                let consent = try acknowledged(answer, by: caller.actor, output)
            {
                result = try await attempt(with: consent)
            }
            return try CallOutput(result: result).answer(output)
        }
    }

    /// Shows what is at stake and asks to type it.
    ///
    /// - Returns: The consent, if the amount was typed.
    private func acknowledged(
        _ answer: DecisionAnswer, by actor: ActorName, _ output: Output
    ) throws -> Consent? {
        try output.lines(DecisionOutput(answer).lines)
        try output.prompt(
            "\("To give this up for good, type the amount", .bold) (like 128.00; empty to stop): ")
        guard let line = readLine(), !line.isEmpty else { return nil }
        do {
            return try answer.acknowledge(atStake: Amount(parsing: line), by: actor)
        } catch let problem as InvalidValue {
            output.note("\("The \(problem); nothing was sent.", .caution)")
        } catch ConsentProblem.amountDiffers {
            output.note("\("That is not the amount at stake; nothing was sent.", .caution)")
        }
        return nil
    }
}
