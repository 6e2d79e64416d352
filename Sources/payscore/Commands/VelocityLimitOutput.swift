import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle

/// What counts towards the velocity limit, as commands show it.
struct VelocityLimitOutput {
    let usage: VelocityUsage
    let limits: VelocityLimits

    /// The usage for programs.
    var form: VelocityLimitJSON { VelocityLimitJSON(usage, limits: limits) }

    var lines: [StyledText] {
        let state: StyledText =
            usage.isTripped
            ? "\("TRIPPED", .bad)  no cancel that forgives money goes through until it is reset"
            : "\("FREE", .good)"
        let minutes = limits.window.milliseconds / 60_000
        return [
            state,
            "  in the last \(minutes) minutes \(usage.cancels) acknowledged cancels forgave "
                + "\(yuan(usage.fen))",
            "  limits: \(limits.cancels) cancels, \(yuan(limits.fen))",
        ]
    }

    private func yuan(_ fen: Int64) -> String {
        let cents = fen % 100
        return "¥\(fen / 100).\(cents < 10 ? "0" : "")\(cents) (\(fen) fen)"
    }
}
