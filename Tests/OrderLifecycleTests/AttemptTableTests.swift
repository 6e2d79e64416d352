import OrderLifecycle
import Testing

/// Which inputs an attempt takes in which stage.
struct AttemptTableTests {
    /// The stages and inputs by name.
    static let stages = ["intended", "sent", "looking", "waiting", "parked", "settled"]
    static let inputs = ["dispatch_durable", "answered", "viewed", "woken"]
    /// One row a stage, one column an input.
    static let legal = [
        "intended": [true, false, true, false],
        "sent": [false, true, false, false],
        "looking": [false, false, true, false],
        "waiting": [false, false, false, true],
        "parked": [false, false, false, true],
        "settled": [false, false, false, false],
    ]

    static let answers: [AttemptAnswer] =
        [.accepted, .failed, .lost, .notSent] + Refusal.Kind.allCases.map { .refused(refusal($0)) }
    static let sights: [AttemptSight] = [.applied, .overtaken, .unchanged, .changed, .unclear]

    static func inputs(_ name: String) -> [AttemptInput] {
        switch name {
        case "dispatch_durable":
            [Int64.min, -1, 0, 5000, 5001, .max].map {
                .dispatchDurable(viewAge: ViewAge(sinceAsked: $0))
            }
        case "answered": answers.map { .answered($0) }
        case "viewed":
            sights.flatMap { sight in
                [Int64.min, -1, 0, 5001, .max].map {
                    .viewed(sight, viewAge: ViewAge(sinceAsked: $0))
                }
            }
        default: [.woken]
        }
    }

    static func attempts(_ stage: String) throws -> [Attempt] {
        var story = try AttemptStory.ofSentCancel()
        switch stage {
        case "intended":
            return [
                AttemptStory.ofCancel().attempt, AttemptStory.ofCancel(acknowledgedFor: 9).attempt,
            ]
        case "sent": return [story.attempt]
        case "looking":
            var all: [Attempt] = []
            for answer in answers {
                var each = story
                if try each.tell(.answered(answer)) == .readView { all.append(each.attempt) }
            }
            return all
        case "waiting":
            _ = try story.tell(.answered(.lost))
            _ = try story.see(.unchanged)
            return [story.attempt]
        case "parked":
            _ = try story.tell(.answered(.lost))
            _ = try story.see(.unclear, after: 604_800_001)
            return [story.attempt]
        default:
            _ = try story.tell(.answered(.accepted))
            return [story.attempt]
        }
    }

    private static func name(_ stage: Attempt.Stage) -> String {
        switch stage {
        case .intended: "intended"
        case .sent: "sent"
        case .looking: "looking"
        case .waiting: "waiting"
        case .parked: "parked"
        case .settled: "settled"
        }
    }

    @Test(arguments: stages)
    func `a stage takes the inputs of its row and refuses the rest`(stage: String) throws {
        let row = try #require(Self.legal[stage])
        let attempts = try Self.attempts(stage)
        #expect(!attempts.isEmpty)
        for attempt in attempts {
            #expect(Self.name(attempt.stage) == stage)
            for (name, isLegal) in zip(Self.inputs, row) {
                for input in Self.inputs(name) {
                    do throws(UnexpectedAttemptInput) {
                        _ = try attempt.following(input, now: at(1000))
                        #expect(isLegal, "\(stage) took \(input)")
                    } catch {
                        #expect(!isLegal, "\(stage) refused \(input)")
                        #expect(error.stage == attempt.stage)
                        #expect(error.input == input)
                    }
                }
            }
        }
    }

    @Test func `the steps that are asked for fit the stage`() throws {
        for stage in Self.stages {
            for attempt in try Self.attempts(stage) {
                for input in Self.inputs.flatMap(Self.inputs) {
                    guard let (next, step) = try? attempt.following(input, now: at(700_000)) else {
                        continue
                    }
                    #expect(Self.fits(step, next.stage), "\(stage), \(input): \(step)")
                    #expect(next.terms == attempt.terms)
                    #expect(next.acknowledgedUntil == attempt.acknowledgedUntil)
                }
            }
        }
    }

    private static func fits(_ step: AttemptStep, _ stage: Attempt.Stage) -> Bool {
        switch (step, stage) {
        case (.send, .sent), (.readView, .looking), (.readView, .intended),
            (.commitDispatch, .intended), (.park, .parked):
            true
        case (.wait(let until), .waiting(let moment)): until == moment
        case (.settle(let outcome), .settled(let known)): outcome == known
        case (_, _): false
        }
    }

    // MARK: What a view shows

    @Test func `what a view shows of a call is as the table says`() {
        let phases: [OrderPhase] = [
            .created(riskFund: nil), .inService(riskFund: nil), awaiting(due: 5), .done(paid: nil),
            .revoked, .expired,
        ]
        let table: [(OrderCall, [AttemptSight])] = [
            (
                .create(.confirm, riskFund: nil),
                [.applied, .applied, .applied, .applied, .applied, .applied]
            ),
            (
                .complete(total: fen(5)),
                [.changed, .changed, .applied, .applied, .overtaken, .overtaken]
            ),
            (.cancel, [.changed, .changed, .changed, .overtaken, .applied, .overtaken]),
        ]
        #expect(Set(table.map(\.0.kind)) == Set(Operation.allCases))
        for (call, row) in table {
            for (phase, expected) in zip(phases, row) {
                let current = OrderStanding.clear(phase)
                #expect(call.sight(from: .unseen, to: current) == expected)
                let unclear = OrderStanding.unclear(.stateUnknown, last: phase)
                #expect(call.sight(from: current, to: unclear) == .unclear)
                if expected == .changed {
                    #expect(call.sight(from: current, to: current) == .unchanged)
                }
            }
            #expect(call.sight(from: .unseen, to: .unseen) == .unchanged)
        }
        let more = OrderStanding.clear(awaiting(due: 6))
        #expect(OrderCall.cancel.sight(from: .clear(awaiting(due: 5)), to: more) == .changed)
    }

    @Test func `a complete is not ours where more is collected than it asked for`() {
        let ours = OrderCall.complete(total: fen(5000))
        let decided = OrderStanding.clear(.inService(riskFund: nil))
        let table: [(OrderPhase, AttemptSight)] = [
            (awaiting(due: 5000), .applied), (awaiting(due: 4000, paid: 1000), .applied),
            (awaiting(due: 4999), .applied), (awaiting(due: 5000, paid: 1), .overtaken),
            (.done(paid: fen(5000)), .applied), (.done(paid: nil), .applied),
            (.done(paid: fen(4999)), .applied), (.done(paid: fen(5001)), .overtaken),
        ]
        for (phase, expected) in table {
            #expect(ours.sight(from: decided, to: .clear(phase)) == expected)
            // What WeChat refused each time was done by another call, whatever its total.
            #expect(
                ours.sight(from: decided, to: .clear(phase), everySendingRefused: true)
                    == .overtaken)
        }
    }

    // MARK: Terms and codes

    @Test func `terms have limits`() {
        let terms = AttemptTerms(
            quiescence: 0, lookups: [3, 1, 2], dispatches: 0, freshness: -1, deductionPause: -1,
            retryPause: -1)
        #expect(terms.quiescence == 600_000)
        #expect(terms.lookups == [1, 2, 3])
        #expect(terms.dispatches == 1)
        #expect(terms.freshness == 0)
        #expect(terms.deductionPause == 0)
        #expect(terms.retryPause == 0)
        #expect(AttemptTerms.standard.quiescence == 600_000)
        #expect(AttemptTerms.standard.dispatches == 3)
        #expect(
            AttemptTerms.standard.lookups
                == [300_000, 3_600_000, 86_400_000, 259_200_000, 604_800_000])
    }

    @Test func `codes are stable`() {
        let outcomes: [AttemptOutcome] =
            AttemptProof.allCases.map { .applied($0) } + [.refused(refusal(.other))]
            + AttemptFailure.allCases.map { .notApplied($0) }
        #expect(
            outcomes.map(\.code) == [
                "answered", "already_there", "found", "refused", "never_sent", "changed",
                "overtaken", "unchanged",
            ])
        #expect(Operation.allCases.map(\.rawValue) == ["create", "complete", "cancel"])
        #expect(Attempt.Doubt.allCases.map(\.rawValue) == ["none", "failed", "lost"])
    }
}
