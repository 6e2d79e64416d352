import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Lowers what a completed order is collected for.
struct ModifyCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "modify",
        abstract: "Lower the amount of a completed order that is not paid yet.",
        discussion: """
            The file is the body of WeChat's modify call, in WeChat's own field names; appid and \
            service_id may be left out. The difference is given up for good: it needs the permit \
            of the decision that showed it, and that amount, stated by a person. On a terminal the \
            amount is typed.

            Exit code: 0 done, 10 needs acknowledgement, 11 denied, 12 refused by WeChat, \
            13 unresolved, 14 conflict: the permit is stale, spent, expired or another call's, or \
            the order went on meanwhile.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Argument(help: "The JSON of the modification, or - for standard input.")
    var file: String

    @OptionGroup(title: "Consent") var consent: ConsentOptions

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func validate() throws {
        guard !consent.takesStandardInput || file != OpenInput.standardInput else {
            throw ValidationError("Only one of FILE and --permit can be standard input.")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let given = try consent.given(by: global.caller())
        let body = try MerchantBody(file)
        body.tellUnknownMembers(of: .modify, output)
        return try await CommandContext.with(.weChat, global, output) { context in
            let caller = context.caller
            let result = try await consent.tried(with: given, context, output) { consent, dryRun in
                try await body.call {
                    try await context.engine.modify(
                        order, json: $0, consent: consent, dryRun: dryRun, caller: caller)
                }
            }
            return try context.output(of: result).answer(output)
        }
    }
}
