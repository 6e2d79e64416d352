import CReference
import Measuring
import OrderLifecycle

/// Row 1: whether one event can happen in one phase.
enum LegalityRow {
    static func measure(under conditions: Conditions) async throws -> Row {
        var generator = SameRandom(seed: 1)
        let pairs = try Optimizer.hidden(LegalityPair.all().shuffled(using: &generator))
        let reference = Optimizer.hidden(pairs.map(\.reference))
        try check(pairs)
        let measured = try await conditions.interleave(
            ours: {
                Optimizer.consume(countLegal(pairs))
                return pairs.count
            },
            reference: {
                Optimizer.consume(countLegalInC(reference))
                return reference.count
            })
        return Row(
            "1", work: "legality of one phase × event, \(pairs.count) pairs",
            reference: "the same table in C", rounds: conditions.rounds,
            figures: [
                Figure(
                    "time, of C's", unit: "×", Spread(of: measured.inverseRatios),
                    goal: .atMost(1.5)),
                Figure(
                    "one pair", unit: "ns", Spread(of: measured.ours.map { 1e9 / $0 })),
                Figure(
                    "one pair in C", unit: "ns", Spread(of: measured.reference.map { 1e9 / $0 })),
            ])
    }

    /// The lookups in C of other rows, as something that holds on other machines.
    static func lookups() throws -> () -> Int {
        var generator = SameRandom(seed: 1)
        let pairs = try LegalityPair.all().shuffled(using: &generator).map(\.reference)
        let hidden = Optimizer.hidden(pairs)
        return {
            Optimizer.consume(countLegalInC(hidden))
            return hidden.count
        }
    }

    private static func countLegal(_ pairs: [LegalityPair]) -> Int64 {
        var legal: Int64 = 0
        pairs.withUnsafeBufferPointer { pairs in
            for pair in pairs {
                guard var next = pair.phase.successor(after: pair.event) else { continue }
                legal += 1
                withUnsafeMutablePointer(to: &next) { reference_keep($0) }
            }
        }
        return legal
    }

    private static func countLegalInC(_ pairs: [reference_pair]) -> Int64 {
        pairs.withUnsafeBufferPointer { reference_count_legal($0.baseAddress, $0.count) }
    }

    /// Makes sure that both tables say the same of every pair.
    private static func check(_ pairs: [LegalityPair]) throws {
        for pair in pairs {
            var inC = pair.reference
            var next = reference_phase()
            let isLegal = reference_following(&inC.phase, &inC.event, &next)
            let ours = try? pair.phase.following(pair.event)
            let found = isLegal ? next : nil
            try Miscount.check(
                found.map { [Int64($0.kind), $0.amount, $0.paid] },
                is: ours.map {
                    let wanted = reference_phase($0)
                    return [Int64(wanted.kind), wanted.amount, wanted.paid]
                }, "C's phase after \(pair.event) in \(pair.phase)")
        }
    }
}

/// A phase and an event.
struct LegalityPair {
    let phase: OrderPhase
    let event: OrderEvent

    /// The pair as C has it.
    var reference: reference_pair {
        reference_pair(phase: reference_phase(phase), event: reference_event(event))
    }

    /// Every kind of phase with every kind of event, with amounts that fit and that do not.
    static func all() throws -> [LegalityPair] {
        let (small, middle, large) = try (Amount(fen: 900), Amount(fen: 3000), Amount(fen: 8800))
        let unpaid = try OrderPhase.awaiting(8800)
        guard let partly = PendingCollection(due: middle, paid: small) else { return [] }
        let phases: [OrderPhase] = [
            .created(riskFund: nil), .created(riskFund: large), .inService(riskFund: nil),
            .inService(riskFund: large), unpaid, .awaitingPayment(partly), .done(paid: nil),
            .done(paid: middle), .revoked, .expired,
        ]
        let events: [OrderEvent] =
            [
                .created(.confirm, riskFund: nil), .created(.noConfirm, riskFund: large),
                .confirmed, .completed(due: middle), .completed(due: .zero),
                .completedWithoutCharge, .reduced(total: small), .reduced(total: middle),
                .reduced(total: large), .partlyPaid(paid: small), .partlyPaid(paid: middle),
                .partlyPaid(paid: large), .paid(nil, through: nil),
                .paid(large, through: .weChat), .revoked, .expired,
            ] + phases.map { OrderEvent.adopted($0) } + phases.map { OrderEvent.advanced($0) }
        return phases.flatMap { phase in
            events.map { LegalityPair(phase: phase, event: $0) }
        }
    }
}
