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

    /// The usage for a person: what may still be forgiven, and what was.
    var lines: [StyledText] {
        let window = counted(limits.window.milliseconds / 60_000, "minute", "minutes")
        return [
            state,
            "  in the last \(window): \(counted(usage.cancels, "call", "calls")), "
                + "\(yuan(usage.fen)) forgiven",
            "  the limit: \(counted(limits.cancels, "call", "calls")), \(yuan(limits.fen))",
        ]
    }

    /// That the limit was reset.
    func reset(by actor: ActorName) -> StyledText {
        "\("RESET", .good)  the velocity limit, by \(actor): what was forgiven before "
            + "no longer counts"
    }

    private var state: StyledText {
        if usage.isTripped {
            return "\("TRIPPED", .bad)  no call that forgives money goes through until it is reset"
        }
        let calls = limits.cancels - usage.cancels
        let fen = limits.fen - usage.fen
        guard calls > 0, fen > 0 else {
            return "\("USED UP", .caution)  the next call that forgives money is denied, and trips "
                + "the limit"
        }
        return "\("NOT TRIPPED", .good)  \(counted(calls, "call", "calls")) may still forgive "
            + "\(yuan(fen)) in all"
    }

    private func yuan(_ fen: Int64) -> String {
        let cents = fen % 100
        return "¥\(fen / 100).\(cents < 10 ? "0" : "")\(cents) (\(fen) fen)"
    }
}
