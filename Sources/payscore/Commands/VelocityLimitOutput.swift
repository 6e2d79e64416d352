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
        let minutes = limits.window.milliseconds / 60_000
        let window = counted(minutes, "minute", "minutes", zh: "分钟")
        let (used, limit) = (Self.calls(usage.cancels), Self.calls(limits.cancels))
        return [
            state,
            told(
                "  in the last \(window): \(used), \(inBoth(usage.fen)) forgiven",
                zh: "  最近 \(window)内：\(used)，已免除 \(inBoth(usage.fen))"),
            told(
                "  the limit: \(limit), \(inBoth(limits.fen))",
                zh: "  限额：\(limit)，\(inBoth(limits.fen))"),
            reported,
        ]
    }

    /// What was reported as paid elsewhere, which has limits of its own.
    private var reported: StyledText {
        let (used, fen) = (Self.calls(usage.reports), inBoth(usage.reportedFen))
        let limit = [limits.reports.map(Self.calls), limits.reportedFen.map(inBoth)]
            .compactMap(\.self).joined(separator: told(", ", zh: "，"))
        return told(
            "  reported as paid elsewhere: \(used), \(fen); "
                + (limit.isEmpty ? "no limit" : "the limit: \(limit)"),
            zh: "  登记为已在别处收款：\(used)，\(fen)；" + (limit.isEmpty ? "不设限额" : "限额：\(limit)"))
    }

    /// That the limit was reset.
    func reset(by actor: ActorName) -> StyledText {
        told(
            """
            \("RESET", .good)  the velocity limit, by \(actor): what was forgiven before no longer \
            counts
            """, zh: "\("已解除熔断", .good)  由 \(actor) 解除：此前免除的金额不再计入")
    }

    private var state: StyledText {
        if usage.isTripped {
            return told(
                "\("TRIPPED", .bad)  no call that forgives money goes through until it is reset",
                zh: "\("已熔断", .bad)  解除之前，不得作任何免除金额的调用")
        }
        let calls = limits.cancels - usage.cancels
        let fen = limits.fen - usage.fen
        guard calls > 0, fen > 0 else {
            return told(
                """
                \("USED UP", .caution)  the next call that forgives money is denied, and trips the \
                limit
                """, zh: "\("限额已用完", .caution)  下一次免除金额的调用会被拒绝，并触发熔断")
        }
        return told(
            """
            \("NOT TRIPPED", .good)  \(Self.calls(calls)) may still forgive \(inBoth(fen)) in all
            """, zh: "\("未熔断", .good)  还可免除 \(Self.calls(calls))，合计 \(inBoth(fen))")
    }

    private static func calls(_ count: Int) -> String {
        counted(count, "call", "calls", zh: "次")
    }

    private func inBoth(_ fen: Int64) -> String {
        told("\(yuan(fen)) (\(fen) fen)", zh: "\(yuan(fen))（\(fen) 分）")
    }
}
