import OrderLifecycle
import Testing

/// Which inputs an attempt takes in which stage.
struct AttemptTableTests {
    /// The stages and inputs by name.
    static let stages = ["intended", "sent", "looking", "waiting", "parked", "settled"]
    static let inputs = ["dispatch_durable", "answered", "observed", "woken"]
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
        [.accepted, .failed, .unknown, .notSent]
        + Refusal.Kind.allCases.map { .refused(refusal($0)) }
    static let effects: [ObservedEffect] = [
        .applied, .overtaken, .unchanged, .changed, .invisible, .indeterminate,
    ]

    static func inputs(_ name: String) -> [AttemptInput] {
        switch name {
        case "dispatch_durable":
            [Int64.min, -1, 0, 5000, 5001, .max].map {
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .milliseconds($0)))
            }
        case "answered": answers.map { .answered($0) }
        case "observed":
            effects.flatMap { effect in
                [Int64.min, -1, 0, 5001, .max].map {
                    .observed(effect, observationAge: ObservationAge(sinceAsked: .milliseconds($0)))
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
                if try each.tell(.answered(answer)) == .query { all.append(each.attempt) }
            }
            return all
        case "waiting":
            _ = try story.tell(.answered(.unknown))
            _ = try story.see(.unchanged)
            return [story.attempt]
        case "parked":
            _ = try story.tell(.answered(.unknown))
            _ = try story.see(.indeterminate, after: 604_800_001)
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
        case .querying: "looking"
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

    @Test(arguments: stages)
    func `the steps that are asked for fit the stage`(stage: String) throws {
        for attempt in try Self.attempts(stage) {
            for input in Self.inputs.flatMap(Self.inputs) {
                guard let (next, step) = try? attempt.following(input, now: at(700_000)) else {
                    continue
                }
                #expect(Self.fits(step, next.stage), "\(input): \(step)")
                #expect(next.retryPolicy == attempt.retryPolicy)
                #expect(next.acknowledgedUntil == attempt.acknowledgedUntil)
            }
        }
    }

    private static func fits(_ step: AttemptStep, _ stage: Attempt.Stage) -> Bool {
        switch (step, stage) {
        case (.send, .sent), (.query, .querying), (.query, .intended),
            (.commitDispatch, .intended), (.park, .parked):
            true
        case (.wait(let until), .waiting(let moment)): until == moment
        case (.settle(let outcome), .settled(let known)): outcome == known
        case (_, _): false
        }
    }

    // MARK: What an observation shows

    static let phases: [OrderPhase] = [
        .created(riskFund: nil), .inService(riskFund: nil), awaiting(due: 5), .done(paid: nil),
        .revoked, .expired,
    ]
    /// One row a call, one column a phase, in the order of ``phases``.
    static let table: [(call: OrderCall, row: [ObservedEffect])] = [
        (
            .create(.confirm, riskFund: nil),
            [.applied, .applied, .applied, .applied, .applied, .applied]
        ),
        (
            .createCompleted(total: fen(5)),
            [.changed, .changed, .applied, .applied, .overtaken, .overtaken]
        ),
        (
            .complete(total: fen(5)),
            [.changed, .changed, .applied, .applied, .overtaken, .overtaken]
        ),
        (
            .modify(total: fen(5)),
            [.changed, .changed, .applied, .indeterminate, .overtaken, .overtaken]
        ),
        (
            .collect,
            [.invisible, .invisible, .invisible, .invisible, .invisible, .invisible]
        ),
        (
            .reportPaid(at: at(0)),
            [.changed, .changed, .changed, .indeterminate, .overtaken, .overtaken]
        ),
        (.cancel, [.changed, .changed, .changed, .overtaken, .applied, .overtaken]),
    ]

    @Test(arguments: table)
    func `what an observation shows of a call is as the table says`(
        call: OrderCall, row: [ObservedEffect]
    ) {
        #expect(row.count == Self.phases.count)
        for (phase, expected) in zip(Self.phases, row) {
            let current = OrderState.known(phase)
            #expect(call.observedEffect(from: .unseen, to: current) == expected, "\(phase)")
            let indeterminate = OrderState.indeterminate(.stateUnknown, last: phase)
            #expect(call.observedEffect(from: current, to: indeterminate) == .indeterminate)
            if expected == .changed || expected == .invisible {
                #expect(call.observedEffect(from: current, to: current) == .unchanged)
            }
        }
        #expect(call.observedEffect(from: .unseen, to: .unseen) == .unchanged)
    }

    @Test func `the table of what an observation shows has every call`() {
        #expect(Set(Self.table.map(\.call.kind)) == Set(OrderCall.Kind.allCases))
    }

    @Test func `a cancel does not explain another amount`() {
        let (decided, more) = (awaiting(due: 5), awaiting(due: 6))
        #expect(
            OrderCall.cancel.observedEffect(from: .known(decided), to: .known(more)) == .changed)
    }

    @Test(
        arguments: [
            (awaiting(due: 5000), .applied), (awaiting(due: 4000, paid: 1000), .applied),
            (awaiting(due: 4999), .applied), (awaiting(due: 5000, paid: 1), .overtaken),
            (.done(paid: fen(5000)), .applied), (.done(paid: nil), .applied),
            (.done(paid: fen(4999)), .applied), (.done(paid: fen(5001)), .overtaken),
        ] as [(OrderPhase, ObservedEffect)])
    func `a complete is not ours where more is collected than it asked for`(
        phase: OrderPhase, expected: ObservedEffect
    ) {
        for (ours, decided) in [
            (OrderCall.complete(total: fen(5000)), OrderState.known(.inService(riskFund: nil))),
            (.createCompleted(total: fen(5000)), .unseen),
        ] {
            #expect(ours.observedEffect(from: decided, to: .known(phase)) == expected)
            // What WeChat refused each time was done by another call, whatever its total.
            #expect(
                ours.observedEffect(from: decided, to: .known(phase), everySendingRefused: true)
                    == .overtaken)
        }
    }

    @Test(
        arguments: [
            (awaiting(due: 8000), .unchanged), (awaiting(due: 7000, paid: 1000), .changed),
            (awaiting(due: 5001), .changed), (awaiting(due: 5000), .applied),
            (awaiting(due: 4000, paid: 1000), .applied), (awaiting(due: 4999), .overtaken),
            (.done(paid: fen(5000)), .applied), (.done(paid: fen(4999)), .overtaken),
            (.done(paid: fen(8000)), .overtaken), (.done(paid: nil), .indeterminate),
            (.revoked, .overtaken), (.expired, .overtaken),
        ] as [(OrderPhase, ObservedEffect)])
    func `a modify is ours where exactly its amount is collected`(
        phase: OrderPhase, expected: ObservedEffect
    ) {
        let ours = OrderCall.modify(total: fen(5000))
        let decided = OrderState.known(awaiting(due: 8000))
        #expect(ours.observedEffect(from: decided, to: .known(phase)) == expected)
        // What WeChat refused each time was done by another call.
        let isOver = [ObservedEffect.applied, .indeterminate].contains(expected)
        #expect(
            ours.observedEffect(from: decided, to: .known(phase), everySendingRefused: true)
                == (isOver ? .overtaken : expected))
    }

    // MARK: Codes

    @Test func `codes are stable`() {
        let outcomes: [AttemptOutcome] =
            AttemptProof.allCases.map { .applied($0) } + [.refused(refusal(.other))]
            + AttemptFailure.allCases.map { .notApplied($0) } + [.unproven]
        #expect(
            outcomes.map(\.code) == [
                "answered", "already_there", "found", "refused", "never_sent", "changed",
                "overtaken", "unchanged", "unproven",
            ])
        #expect(
            OrderCall.Kind.allCases.map(\.rawValue) == [
                "create", "create_completed", "complete", "modify", "collect", "report_paid",
                "cancel",
            ])
        #expect(GivenUpKind.allCases.map(\.rawValue) == ["forgiven", "received_elsewhere"])
        #expect(Attempt.Uncertainty.allCases.map(\.rawValue) == ["none", "failed", "unknown"])
    }
}
