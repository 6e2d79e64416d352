import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Trials

/// Histories that nobody may have seen, and arenas in which nothing keeps order.
enum Controls {
    private static let awaiting = OrderModel(phase: .awaitingPayment)

    private static let impossible: [(String, OrderModel, [Call])] = [
        (
            "two winners with one permit", awaiting,
            [
                Call(deed: .cancel(permit: 0), told: .done, begun: 1, ended: 4),
                Call(deed: .cancel(permit: 0), told: .done, begun: 2, ended: 3),
            ]
        ),
        (
            "a bill given up for a wrong amount", awaiting,
            [Call(deed: .cancel(permit: 0, isMisstated: true), told: .done, begun: 1, ended: 2)]
        ),
        (
            "a permit that a wrong amount spent", awaiting,
            [
                Call(
                    deed: .cancel(permit: 0, isMisstated: true),
                    told: .unusable("permit_amount_differs"), begun: 1, ended: 2),
                Call(
                    deed: .cancel(permit: 0), told: .unusable("permit_spent"), begun: 3, ended: 4),
            ]
        ),
        (
            "a look that missed what was done before it", awaiting,
            [
                Call(deed: .cancel(permit: 0), told: .done, begun: 1, ended: 2),
                Call(deed: .look, told: .seen("awaiting_payment"), begun: 3, ended: 4),
            ]
        ),
        (
            "an answer from before the question", OrderModel(phase: .inService),
            [
                Call(deed: .look, told: .seen("revoked"), begun: 1, ended: 2),
                Call(deed: .cancel(permit: nil), told: .done, begun: 3, ended: 4),
            ]
        ),
        (
            "a careless cancel", awaiting,
            [Call(deed: .cancel(permit: nil), told: .done, begun: 1, ended: 2)]
        ),
        (
            "a cancel of a protected order", OrderModel(phase: .inService),
            [
                Call(deed: .protect, told: .done, begun: 1, ended: 2),
                Call(deed: .cancel(permit: nil), told: .done, begun: 3, ended: 4),
            ]
        ),
        (
            "a loser without a reason", OrderModel(phase: .none),
            [
                Call(deed: .create, told: .done, begun: 1, ended: 4),
                Call(deed: .create, told: .failed("journal_failed"), begun: 2, ended: 3),
            ]
        ),
    ]

    static func run(_ report: inout TrialReport, seed: UInt64) async throws {
        for (name, start, calls) in impossible {
            let isRefused = !HistoryChecker.accepts(calls, from: start)
            report.control("a history with \(name)", found: isRefused ? 1 : 0, of: 1)
        }
        for (name, told) in [("that nobody wins", Told.denied([])), ("that two win", .done)] {
            let situation = Situation(
                name: name, start: .inService, deeds: [.cancel(permit: nil), .cancel(permit: nil)])
            var winners = Winners()
            winners.add(
                situation, situation.deeds.map { Call(deed: $0, told: told, begun: 1, ended: 2) })
            let isFound = winners.problem(of: situation) != nil
            report.control("a race \(name)", found: isFound ? 1 : 0, of: 1)
        }
        // Two owners, each with a journal of its own: what the lock prevents.
        let rounds = 40
        var found = 0
        let arena = try Arena([InMemoryJournal(), InMemoryJournal()], seed: seed)
        let situation = Situation(
            name: "two owners", start: .inService,
            deeds: [.cancel(permit: nil), .cancel(permit: nil)])
        for round in 0..<rounds {
            let order = try OutOrderNumber("TWO-\(round)")
            let outcome = try await arena.race(situation, over: order)
            let start = OrderModel(phase: .inService)
            if !HistoryChecker.accepts(outcome.calls, from: start) { found += 1 }
        }
        report.control("two owners, each with its own journal", found: found, of: rounds)
    }
}
