import HummingbirdCore
import OrderEngine
import OrderLifecycle
import OrderPresentation

extension Console {
    /// What counts towards the velocity limit.
    func limit(_ visit: ConsoleVisit) async throws -> Response {
        let usage = try await engine.velocityUsage()
        let limits = engine.velocityLimits
        return page(.limit, visit, title: told("Velocity limit", zh: "限额与熔断"), isLive: true) {
            LimitView(usage, limits, visit)
        }
    }

    /// Resets the velocity limit.
    func resetLimit(_ visit: ConsoleVisit) async throws -> Response {
        let reason = try OperatorReason(visit.field("reason") ?? "")
        _ = try await engine.resetVelocityLimit(reason: reason, caller: visit.caller)
        return redirect(to: ConsolePage.limit.path + "?told=\(visit.proof(of: "reset"))")
    }
}

private struct LimitView {
    let told: String?
    let state: StyledView
    let meters: [Meter]
    let window: String
    let mayReset: Bool

    struct Meter {
        let name: String
        let used: String
        let of: String
        let hasLimit: Bool
        let max: Int64
        let high: Int64
        let value: Int64

        init(_ name: String, _ used: Int64, of limit: Int64?, _ word: (Int64) -> String) {
            self.name = name
            self.used = word(used)
            of =
                limit.map { limit in
                    OrderPresentation.told("of \(word(limit))", zh: "限额 \(word(limit))")
                } ?? OrderPresentation.told("no limit", zh: "不设限额")
            hasLimit = limit != nil
            max = Swift.max(1, limit ?? 1)
            high = max / 5 * 4
            value = min(used, max)
        }
    }

    init(_ usage: VelocityUsage, _ limits: VelocityLimits, _ visit: ConsoleVisit) {
        mayReset = visit.may(.limitReset)
        let wasReset = visit.hasProof(of: "reset")
        self.told =
            wasReset
            ? OrderPresentation.told(
                "It was reset: what was forgiven before no longer counts.",
                zh: "已解除：此前免除的金额不再计入。") : nil
        state = StyledView(Self.state(usage, limits))
        let calls: (Int64) -> String = { counted($0, "call", "calls", zh: "次") }
        meters = [
            Meter(
                OrderPresentation.told("Forgiven", zh: "已免除"), usage.fen, of: limits.fen, yuan),
            Meter(
                OrderPresentation.told("Calls that forgave", zh: "免除的请求"), Int64(usage.cancels),
                of: Int64(limits.cancels), calls),
            Meter(
                OrderPresentation.told("Reported as paid elsewhere", zh: "登记为已在别处收款"),
                usage.reportedFen, of: limits.reportedFen, yuan),
            Meter(
                OrderPresentation.told("Calls that reported so", zh: "登记的请求"),
                Int64(usage.reports), of: limits.reports.map(Int64.init), calls),
        ]
        let minutes = counted(
            limits.window.milliseconds / 60_000, "minute", "minutes", zh: "分钟")
        window = OrderPresentation.told(
            "It counts the last \(minutes), since it was last reset.",
            zh: "统计最近 \(minutes)内、上次解除之后的请求。")
    }

    private static func state(_ usage: VelocityUsage, _ limits: VelocityLimits) -> StyledText {
        if usage.isTripped {
            return StyledText(
                OrderPresentation.told(
                    "Tripped: no call that forgives money goes through until it is reset",
                    zh: "已熔断：解除之前，不得作任何免除金额的调用"), .bad)
        }
        guard usage.cancels < limits.cancels, usage.fen < limits.fen else {
            return StyledText(
                OrderPresentation.told(
                    "Used up: the next call that forgives money is denied, and trips the limit",
                    zh: "限额已用完：下一次免除金额的调用会被拒绝，并触发熔断"), .caution)
        }
        return StyledText(OrderPresentation.told("Not tripped", zh: "未熔断"), .good)
    }
}
