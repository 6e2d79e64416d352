import HTTPTypes
import HummingbirdCore
import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    /// Where all orders stand together, and what a person has to look at.
    func showOverview(_ visit: ConsoleVisit) async throws -> Response {
        let figures = try await overview.figures(of: engine)
        let (limits, now) = (engine.velocityLimits, engine.now)
        return page(.overview, visit, title: told("Overview", zh: "概览"), isLive: true) {
            OverviewView(figures, limits, now: now)
        }
    }

    /// The picture of how many orders each phase has.
    func phaseChart(_ visit: ConsoleVisit) async throws -> Response {
        let figures = try await overview.figures(of: engine)
        let picture = visit.audience.told { PhaseChart(figures).svg }
        return Response(.ok, type: "image/svg+xml", bytes: Array(picture.utf8))
    }
}

/// What the overview shows.
private struct OverviewView {
    let due: MoneyView
    let dueOrders: String
    let open: String
    let parked: String
    let isUnresolved: Bool
    let approvals: String
    let atStake: MoneyView
    let isAtStakeWhole: Bool
    let limitWord: String
    let limitUse: String
    let isTripped: Bool
    let sealAge: String
    let unsealed: String
    let records: String
    let isUnsealed: Bool
    let alarms: String
    let drifts: String
    let searched: String
    let isAlarmed: Bool
    let chartHeight: Int
    let phases: [Phase]

    struct Phase {
        let code: String
        let word: String
        let orders: String
        let sum: MoneyView?
    }

    /// A number of which no more were counted.
    private static func shown(_ count: Int) -> String {
        count < OverviewFigures.maxOpen
            ? count.grouped
            : told("\(count.grouped) or more", zh: "\(count.grouped) 以上")
    }

    init(_ figures: OverviewFigures, _ limits: VelocityLimits, now: Timestamp) {
        let waiting = figures.total(of: OrderPhase.Kind.awaitingPayment.rawValue)
        due = MoneyView(fen: figures.due)
        dueOrders = counted(waiting.orders, "order", "orders", zh: "笔订单")
        let parked = figures.open.count { $0.condition == .parked }
        open = Self.shown(figures.open.count)
        self.parked = parked.grouped
        isUnresolved = !figures.open.isEmpty
        approvals = Self.shown(figures.approvals.count)
        // Of more requested calls than are counted, the sum would be too small.
        isAtStakeWhole = figures.approvals.count < OverviewFigures.maxOpen
        atStake = MoneyView(
            fen: figures.approvals.reduce(0) { $0 + ($1.terms.loss?.atStake.fen ?? 0) })
        isTripped = figures.usage.isTripped
        limitWord = isTripped ? told("tripped", zh: "已熔断") : told("not tripped", zh: "未熔断")
        limitUse = told(
            "forgiven \(yuan(figures.usage.fen)) of \(yuan(limits.fen))",
            zh: "已免除 \(yuan(figures.usage.fen))，限额 \(yuan(limits.fen))")
        let end = figures.end?.sequence ?? 0
        let behind = max(0, end - (figures.checkpoint?.size ?? 0))
        unsealed = Int(clamping: behind).grouped
        records = Int(clamping: end).grouped
        let age = figures.checkpoint.map { now.since($0.at) }
        sealAge =
            age.map { age in
                let words = Duration.words(seconds: max(0, age.milliseconds / 1000))
                return told("\(words) ago", zh: "\(words)前")
            } ?? told("none", zh: "没有")
        isUnsealed = behind > 0 && (age.map { $0 > .seconds(86_400) } ?? true)
        let alarming = figures.drift.count { $0.alarm != nil && $0.acknowledgement == nil }
        alarms = alarming.grouped
        isAlarmed = alarming > 0
        drifts = figures.drift.count.grouped
        searched = Int(clamping: min(end, OverviewFigures.searched)).grouped
        phases = PhaseChart.bars.map { phase in
            let total = figures.total(of: phase.code)
            return Phase(
                code: phase.code, word: phase.word, orders: total.orders.grouped,
                sum: total.due > 0 ? MoneyView(fen: total.due) : nil)
        }
        chartHeight = PhaseChart.height
    }
}
