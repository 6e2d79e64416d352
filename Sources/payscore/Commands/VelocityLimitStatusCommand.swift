import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Shows the velocity limit.
struct VelocityLimitStatusCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: told(
            "Show what was forgiven lately, and the limits.",
            zh: "显示近期放弃的金额，以及限额。"))

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

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
