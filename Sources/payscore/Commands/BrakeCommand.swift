import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Shows and releases the brake.
struct BrakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brake", abstract: "Show or release the brake on acknowledged cancels.",
        subcommands: [BrakeStatusCommand.self, BrakeReleaseCommand.self])

    func run() throws {
        throw ValidationError("Give a subcommand: status or release.")
    }
}

/// Shows the brake.
struct BrakeStatusCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what was forgiven lately, and the limits.")

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        try await Workplace.with(.inspection, global, output) { workplace in
            let form = BrakeForm(
                reading: try await workplace.engine.brakeReading(),
                limits: workplace.settings.policy.brake.limits)
            try output.answer(form.json) { form.lines }
            return .ok
        }
    }
}

/// Releases the brake.
struct BrakeReleaseCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Release the brake; what was forgiven before counts no more.")

    @Option(help: "Why.")
    var reason: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let reason = try OperatorReason(reason)
        return try await Workplace.with(.journal, global, output) { workplace in
            let form = BrakeForm(
                reading: try await workplace.engine.releaseBrake(
                    reason: reason, caller: workplace.caller),
                limits: workplace.settings.policy.brake.limits)
            try output.answer(form.json) { form.lines }
            return .ok
        }
    }
}

/// What the brake shows, as commands show it.
private struct BrakeForm {
    let reading: BrakeReading
    let limits: BrakeLimits

    var json: JSON {
        [
            "engaged": .bool(reading.isEngaged),
            "cancels": .number(reading.cancels),
            "fen": .number(reading.fen),
            "limits": [
                "cancels": .number(limits.cancels), "fen": .number(limits.fen),
                "minutes": .number(limits.window / 60_000),
            ],
        ]
    }

    var lines: [StyledText] {
        let state: StyledText =
            reading.isEngaged
            ? "\("ENGAGED", .bad)  no cancel that forgives money goes through until it is released"
            : "\("FREE", .good)"
        let minutes = limits.window / 60_000
        return [
            state,
            "  in the last \(minutes) minutes \(reading.cancels) acknowledged cancels forgave "
                + "\(yuan(reading.fen))",
            "  limits: \(limits.cancels) cancels, \(yuan(limits.fen))",
        ]
    }

    private func yuan(_ fen: Int64) -> String {
        let cents = fen % 100
        return "¥\(fen / 100).\(cents < 10 ? "0" : "")\(cents) (\(fen) fen)"
    }
}
