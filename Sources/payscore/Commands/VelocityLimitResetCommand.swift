import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Resets the velocity limit.
struct VelocityLimitResetCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: told(
            "Reset the velocity limit; what was forgiven before counts no more.",
            zh: "解除熔断；此前放弃的金额不再计入限额。"))

    @Option(help: told("Why.", zh: "原因。"))
    var reason: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let reason = try OperatorReason(reason)
        return try await CommandContext.with(.journal, global, output) { context in
            let shown = VelocityLimitOutput(
                usage: try await context.engine.resetVelocityLimit(
                    reason: reason, caller: context.caller),
                limits: context.settings.policy.velocityLimit.limits)
            try output.answer(shown.form) { [shown.reset(by: context.caller.actor)] + shown.lines }
            return .ok
        }
    }
}
