import CReference
import Measuring
import OrderEngine
import OrderLifecycle

/// Row 2: the full decision on a phase in memory with the default guards, reasons included.
enum DecisionRow {
    static func measure(under conditions: Conditions) async throws -> Row {
        var figures: [Figure] = []
        for path in Path.allCases {
            let situations = Optimizer.hidden(try path.situations())
            let policy = Optimizer.hidden(CallPolicy())
            try Miscount.check(
                situations.map { policy.decision(on: $0).code },
                is: situations.map { _ in path.code }, "decisions that are \(path.rawValue)")
            let lookups = try LegalityRow.lookups()
            let measured = try await conditions.interleave(
                ours: { decide(128, on: situations, by: policy) }, reference: { lookups() })
            figures += [
                Figure(
                    path.rawValue, unit: "ns", Spread(of: measured.ours.map { 1e9 / $0 }),
                    goal: path.isLean ? .atMost(12) : nil),
                Figure(
                    "\(path.rawValue), of one legality in C", unit: "×",
                    Spread(of: measured.inverseRatios)),
                Figure(
                    "\(path.rawValue), allocations", unit: "each",
                    Spread(of: [allocations(on: situations, by: policy)]),
                    goal: path.isLean ? .exactly(0) : nil),
            ]
        }
        return Row(
            "2", work: "a full decision on a phase in memory, default guards, reasons included",
            reference: "one legality in C", rounds: conditions.rounds, figures: figures)
    }

    /// Decides on each situation so often, reads the reasons, and returns how many decisions there
    /// were.
    @inline(never)
    private static func decide(
        _ times: Int, on situations: [CallSituation], by policy: CallPolicy
    ) -> Int {
        var reasons = 0
        // The inner loop is over the decisions: to take a situation out of the list copies it.
        for situation in situations {
            for _ in 0..<times {
                switch policy.decision(on: situation) {
                case .allowed(let clearance): reasons += clearance.notice == nil ? 0 : 1
                case .needsAcknowledgement(let loss): reasons += loss.alreadyPaid > .zero ? 2 : 1
                case .denied(let denial): reasons += denial.contains(.protected) ? 1 : 2
                }
                reference_keep(&reasons)
            }
        }
        return times * situations.count
    }

    /// How often the heap is asked for memory, a decision; counted exactly.
    private static func allocations(
        on situations: [CallSituation], by policy: CallPolicy
    ) -> Double {
        reference_begin_counting_allocations()
        let decisions = decide(16, on: situations, by: policy)
        return Double(reference_end_counting_allocations()) / Double(decisions)
    }

    /// The three answers.
    private enum Path: String, CaseIterable {
        case allowed
        case denied
        case needsAcknowledgement = "needs acknowledgement"

        var code: CallDecision.Code {
            switch self {
            case .allowed: .allowed
            case .denied: .denied
            case .needsAcknowledgement: .needsAcknowledgement
            }
        }

        /// Whether it must be quick and allocate nothing.
        var isLean: Bool { self != .needsAcknowledgement }

        func situations() throws -> [CallSituation] {
            let fund = try Amount(fen: 20_000)
            let unpaid = try OrderPhase.awaiting(8800)
            guard let partly = PendingCollection(due: fund, paid: try Amount(fen: 900)) else {
                return []
            }
            switch self {
            case .allowed:
                return try [
                    Path.situation(.created(riskFund: nil)),
                    Path.situation(.created(riskFund: fund)),
                    Path.situation(.inService(riskFund: nil)),
                    Path.situation(.inService(riskFund: fund)),
                ]
            case .needsAcknowledgement:
                return try [Path.situation(unpaid), Path.situation(.awaiting(100))]
            case .denied:
                return try [
                    Path.situation(.done(paid: fund)), Path.situation(.revoked),
                    Path.situation(.expired), Path.situation(.awaitingPayment(partly)),
                    Path.situation(.inService(riskFund: fund)) { $0.isProtected = true },
                    Path.situation(.inService(riskFund: fund)) { $0.unresolved = .complete },
                    Path.situation(.created(riskFund: fund)) {
                        $0.observationAge = ObservationAge(sinceAsked: .seconds(6))
                    },
                    Path.situation(unpaid) { $0.velocity.isTripped = true },
                ]
            }
        }

        private static func situation(
            _ phase: OrderPhase, _ change: (inout CallSituation) -> Void = { _ in }
        ) throws -> CallSituation {
            var situation = CallSituation(
                state: .known(phase), actor: try ActorName("merchant-order-service"),
                observationAge: ObservationAge(sinceAsked: .milliseconds(40)),
                velocity: VelocityUsage(isTripped: false, cancels: 3, fen: 26_400))
            change(&situation)
            return situation
        }
    }
}
