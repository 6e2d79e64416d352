import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Whether a call is made at once, or requested: to wait for people or for its hour.
struct ApprovalOptions: ParsableArguments {
    @Flag(
        help: told(
            "Make nothing yet: request the call, for another person to acknowledge the amount.",
            zh: "暂不执行：提交审批，由另一人确认金额后才执行。"))
    var requestApproval = false

    @Option(
        help: ArgumentHelp(
            told(
                "Make it after so many minutes, unless it is withdrawn before; with --at-stake "
                    + "no other person is needed, unless the policy asks for one.",
                zh: "过这么多分钟之后才执行，在此之前可以撤回；同时给出 --at-stake 时，除非策略要求，否则无需他人确认。"),
            valueName: "minutes"),
        transform: WholeNumber.read)
    var hold: Int?

    @Option(
        help: ArgumentHelp(
            told(
                "For how many minutes it waits for people, beyond its hold; without it 480.",
                zh: "等待他人确认的分钟数（不含暂缓的时间）；默认 480。"),
            valueName: "minutes"),
        transform: WholeNumber.read)
    var lasts: Int?

    /// Whether the call is requested and not made at once.
    var isRequested: Bool { requestApproval || hold != nil }

    func validate() throws {
        guard lasts == nil || isRequested else {
            throw ValidationError(
                "--lasts belongs to --request-approval or --hold.",
                zh: "--lasts 须与 --request-approval 或 --hold 一起使用。")
        }
        for minutes in [hold, lasts] where minutes.map({ !(1...43_200).contains($0) }) ?? false {
            throw ValidationError(
                "--hold and --lasts are from 1 to 43200 minutes.",
                zh: "--hold 和 --lasts 须在 1 到 43200 分钟之间。")
        }
    }

    /// Requests the call.
    ///
    /// - Parameter atStake: The amount that the requester states, where the call is held.
    func request(
        _ call: ApprovableCall, of order: OutOrderNumber, atStake: String?,
        in context: CommandContext, _ output: Output
    ) async throws -> ExitStatus {
        let terms = try ApprovalTerms(
            lifetime: lasts.map { .seconds(60) * $0 } ?? Approval.standardLifetime,
            hold: hold.map { .seconds(60) * $0 },
            stated: try atStake.map { try Amount(parsing: $0) })
        let result = try await context.engine.approvals.request(
            call, of: order, terms: terms, caller: context.caller)
        return try ApprovalOutput(result, of: context).answer(output)
    }
}
