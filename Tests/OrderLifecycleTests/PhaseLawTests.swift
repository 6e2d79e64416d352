import OrderLifecycle
import Testing

/// What holds for all phases, tried on many.
struct PhaseLawTests {
    static func rank(_ phase: OrderPhase) -> Int {
        switch phase.kind {
        case .created: 0
        case .inService: 1
        case .awaitingPayment: 2
        case .done, .revoked, .expired: 3
        }
    }

    static func randomPhase(_ random: inout SeededRandom) -> OrderPhase {
        let fund = random.pick([nil, fen(100), fen(200)])
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .created(riskFund: fund)
        case 1: return .inService(riskFund: fund)
        case 2:
            return .done(
                paid: random.pick([nil, .zero, fen(3), fen(5)]),
                through: random.pick([nil, .weChat, .merchant, .both]))
        case 3: return .revoked
        case 4: return .expired
        default:
            return awaiting(
                due: Int64.random(in: 1...4, using: &random),
                paid: Int64.random(in: 0...3, using: &random))
        }
    }

    static func randomEvent(_ random: inout SeededRandom) -> OrderEvent {
        let amount = fen(Int64.random(in: 0...5, using: &random))
        return random.pick([
            .confirmed, .completed(due: amount), .completedWithoutCharge,
            .reduced(total: amount), .partlyPaid(paid: amount),
            .paid(amount, through: random.pick([nil, .weChat, .merchant, .both])),
            .revoked, .expired, .advanced(randomPhase(&random)),
        ])
    }

    @Test func `a phase is the same as itself`() {
        var random = SeededRandom(seed: testSeed)
        for _ in 0..<2000 {
            let phase = Self.randomPhase(&random)
            #expect(phase.relation(to: phase, paidThrough: .untold) == .same, "seed \(testSeed)")
        }
    }

    @Test func `what a later observation shows can happen, and is known then`() throws {
        var random = SeededRandom(seed: testSeed)
        for _ in 0..<20_000 {
            let known = Self.randomPhase(&random)
            let seen = Self.randomPhase(&random)
            guard case .later(let event) = known.relation(to: seen, paidThrough: .untold) else {
                continue
            }
            let next = try known.following(event)
            #expect(
                next.relation(to: seen, paidThrough: .untold) == .same,
                "\(known) → \(seen), seed \(testSeed)")
            #expect(Self.rank(next) >= Self.rank(known), "\(known) → \(seen), seed \(testSeed)")
        }
    }

    @Test func `of two phases, not each is later than the other`() {
        var random = SeededRandom(seed: testSeed)
        for _ in 0..<20_000 {
            let first = Self.randomPhase(&random)
            let second = Self.randomPhase(&random)
            if case .later = first.relation(to: second, paidThrough: .untold),
                case .later = second.relation(to: first, paidThrough: .untold)
            {
                Issue.record("\(first) and \(second), seed \(testSeed)")
            }
        }
    }

    @Test func `a legal event leads to the same phase or a later one`() {
        var random = SeededRandom(seed: testSeed)
        var legal = 0
        for _ in 0..<20_000 {
            let phase = Self.randomPhase(&random)
            let event = Self.randomEvent(&random)
            guard let next = try? phase.following(event) else { continue }
            legal += 1
            switch phase.relation(to: next, paidThrough: .untold) {
            case .same, .later: break
            case .earlier, .contradiction:
                Issue.record("\(phase) after \(event), seed \(testSeed)")
            }
        }
        #expect(legal > 2000)
    }

    @Test func `no sequence of observations takes an order back`() throws {
        var random = SeededRandom(seed: testSeed)
        for _ in 0..<3000 {
            var state = OrderState.unseen
            for _ in 0..<12 {
                let interpretation: SnapshotInterpretation =
                    random.once(in: 4)
                    ? .indeterminate(random.pick(IndeterminateReason.allCases))
                    : .phase(Self.randomPhase(&random), paidThrough: .untold)
                let next = try state.following(state.finding(in: interpretation))
                if let before = state.lastPhase {
                    let after = try #require(next.lastPhase, "seed \(testSeed)")
                    #expect(Self.rank(after) >= Self.rank(before), "seed \(testSeed)")
                    if before.kind.isFinal { #expect(next == state, "seed \(testSeed)") }
                }
                state = next
            }
        }
    }
}
