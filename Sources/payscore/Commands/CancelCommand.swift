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

    @OptionGroup(title: "Consent") var consent: ConsentOptions

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        // What no setting could permit is refused before anything is opened.
        _ = try CancelReason(reason, limit: CancelReason.newerLimit)
        let given = try consent.given(by: global.caller())
        return try await CommandContext.with(.weChat, global, output) { context in
            let caller = context.caller
            let reason = try CancelReason(
                reason, limit: context.configuration.reasonLimit)
            let result = try await consent.tried(with: given, context, output) {
                try await context.engine.cancel(
                    order, reason: reason, consent: $0, dryRun: $1, caller: caller)
            }
            return try context.output(of: result).answer(output)
        }
    }
}
