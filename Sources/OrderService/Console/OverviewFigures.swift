import OrderEngine
import OrderJournal
import OrderLifecycle

/// What the overview tells of a journal.
struct OverviewFigures: Sendable {
    /// How many orders each phase has, and what is due in it.
    let totals: [OrderTotal]
    let open: [AttemptProjection]
    let end: JournalEnd?
    let checkpoint: Checkpoint?
    let usage: VelocityUsage
    let drift: [DriftEntry]
    /// Requested calls that wait, the newest thousand.
    let approvals: [ApprovalProjection]

    /// How many of the last records are searched for what was found elsewhere.
    static let searched: Int64 = 5000
    /// How many open attempts, and how many requested calls, are counted at most.
    static let maxOpen = 1000

    static func counted(by engine: Engine) async throws(EngineError) -> OverviewFigures {
        let (totals, open, end, checkpoint) = try await engine.audit { reader in
            (
                try reader.orderTotals(),
                try reader.attempts(openOnly: true, before: nil, limit: maxOpen),
                try reader.end(), try reader.lastCheckpoint()
            )
        }
        let drift = try await engine.drift(
            after: max(0, (end?.sequence ?? 0) - searched), limit: 1000)
        let approvals = try await engine.approvals.list(limit: maxOpen).elements
        return OverviewFigures(
            totals: totals, open: open, end: end, checkpoint: checkpoint,
            usage: try await engine.velocityUsage(), drift: drift.elements, approvals: approvals)
    }

    /// What is due in all, of orders that await payment.
    var due: Int64 {
        totals.reduce(0) { sum, total in
            let (sum, overflow) = sum.addingReportingOverflow(total.due)
            return overflow ? .max : sum
        }
    }

    /// How many orders a phase has.
    func total(of code: String) -> OrderTotal {
        totals.first { $0.phase == code } ?? OrderTotal(phase: code, orders: 0, due: 0)
    }
}
