import Foundation
import Measuring
import OrderLifecycle

/// Row 19: the pages of the console, with many orders behind them.
struct ConsolePagesRow {
    let rounds: Int

    /// How often a page is opened in a round.
    private static let visits = 200
    /// For longer than the figures of the overview are new.
    private static let pause: Duration = .seconds(6)
    private static let goal = Goal.atMost(100)

    func measure(on path: String) async throws -> Row {
        let journal = try await LargeJournal.open(path)
        let service = try await RunningService.start(journal.engine)
        let browser = try ConsoleBrowser(service)
        var row = Row("19", work: Self.work(journal.orders), reference: "", rounds: rounds)
        // Whoever comes first waits until all orders are counted; whoever comes once the figures
        // are old starts that, so seldom that no quantile would show it.
        let first = try browser.open("/console")
        row.figures.append(Figure("the first overview of all", unit: "ms", Spread(of: [first])))
        var renewing: [Double] = []
        for _ in 0..<rounds {
            try await Task.sleep(for: Self.pause)
            renewing.append(try browser.open("/console"))
        }
        row.figures.append(
            Figure("overview, once it is old", unit: "ms", Spread(of: renewing), goal: Self.goal))
        for page in Self.pages { row.figures.append(try p99(of: page, journal, browser)) }
        await service.stop()
        try await journal.close()
        return row
    }

    /// The 99th percentile of each round.
    private func p99(
        of page: (name: String, path: @Sendable (OutOrderNumber) -> String),
        _ journal: LargeJournal, _ browser: ConsoleBrowser
    ) throws -> Figure {
        var quantiles: [Double] = []
        for round in 0...rounds {
            let times = try (0..<Self.visits).map { visit in
                let index = (round * Self.visits + visit) % journal.numbers.count
                return try browser.open(page.path(journal.numbers[index]))
            }
            if round > 0 { quantiles.append(times.quantile(0.99)) }
        }
        return Figure(
            "\(page.name): p99", unit: "ms", Spread(of: quantiles), goal: Self.goal)
    }

    private static let pages: [(name: String, path: @Sendable (OutOrderNumber) -> String)] = [
        ("overview", { _ in "/console" }),
        ("orders", { _ in "/console/orders" }),
        ("orders of a phase", { _ in "/console/orders?phase=awaiting_payment" }),
        ("orders of a phase without orders", { _ in "/console/orders?phase=expired" }),
        ("orders by number", { "/console/orders?number=\($0.text.prefix(8))" }),
        ("order", { "/console/orders/\($0)" }),
        ("record", { "/console/orders/\($0)/records/1" }),
        ("picture of an order", { "/console/orders/\($0)/picture.svg" }),
        ("evidence", { "/console/orders/\($0)/evidence" }),
        ("question", { "/console/orders/\($0)/calls/cancel" }),
        ("calls", { _ in "/console/attempts" }),
        ("open calls", { _ in "/console/attempts?open=true" }),
        ("authorizations", { _ in "/console/authorizations" }),
        ("limit", { _ in "/console/limit" }),
        ("found elsewhere", { _ in "/console/drift" }),
        ("checkpoints", { _ in "/console/checkpoints" }),
    ]

    private static func work(_ orders: Int) -> String {
        "pages of the console with \(orders) orders behind it, from a request on loopback to the "
            + "end of its answer, one at a time; \(visits) visits of a page a round"
    }
}
