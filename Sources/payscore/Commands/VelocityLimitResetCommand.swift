import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Resets the velocity limit.
struct VelocityLimitResetCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Reset the velocity limit; what was forgiven before counts no more.")

    @Option(help: "Why.")
    var reason: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

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
