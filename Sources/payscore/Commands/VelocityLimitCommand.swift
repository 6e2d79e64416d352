import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Shows and resets the velocity limit.
struct VelocityLimitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "velocity-limit",
        abstract: "Show or reset the velocity limit on acknowledged "
            + "cancels.",
        subcommands: [VelocityLimitStatusCommand.self, VelocityLimitResetCommand.self])

    func run() throws {
        throw ValidationError("Give a subcommand: status or reset.")
    }
}
