import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Shows and resets the velocity limit.
struct VelocityLimitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "velocity-limit",
        abstract: told(
            "Show or reset the velocity limit on acknowledged cancels.",
            zh: "查看限额的使用情况，或解除熔断；限额针对会放弃钱款的取消。"),
        subcommands: [VelocityLimitStatusCommand.self, VelocityLimitResetCommand.self])

    func run() throws {
        throw ValidationError("Give a subcommand: status or reset.", zh: "请给出子命令：status 或 reset。")
    }
}
