import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Shows the velocity limit.
struct VelocityLimitStatusCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what was forgiven lately, and the limits.")

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        try await CommandContext.with(.inspection, global, output) { context in
            let shown = VelocityLimitOutput(
                usage: try await context.engine.velocityUsage(),
                limits: context.settings.policy.velocityLimit.limits)
            try output.answer(shown.form) { shown.lines }
            return .ok
        }
    }
}
