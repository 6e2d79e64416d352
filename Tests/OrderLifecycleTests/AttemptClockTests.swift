import OrderLifecycle
import Testing

/// What the clocks say of an attempt while it runs.
struct AttemptClockTests {
    private static let young = ObservationAge(sinceAsked: .milliseconds(7))

    /// An attempt that was last sent at a moment, and is asked about.
    private static func attempt(sentAt: Int64) -> Attempt {
        .resuming(
            dispatches: 1, lastSentAt: at(sentAt), uncertainty: .unknown, refusal: nil,
            acknowledgedUntil: nil, retryPolicy: .standard)
    }

    @Test(
        arguments: [
            // What the wall clock and the other clock have gone on by, and whether it was set.
            (5000, 5000, false), (6000, 5000, false), (6001, 5000, true), (4000, 5000, false),
            (3999, 5000, true), (-60_000, 0, true), (3_600_000, 10, true), (0, 1000, false),
            (0, 1001, true),
        ] as [(Int64, Int64, Bool)])
    func `two clocks that drift apart by more than a second show that one was set`(
        wall: Int64, uptime: Int64, isSet: Bool
    ) {
        var clock = AttemptClock(lastSentAt: at(0), wall: at(0), uptime: .milliseconds(100))
        let attempt = Self.attempt(sentAt: 0)
        let (judged, age) = clock.judge(
            Self.young, for: attempt, wall: at(wall), uptime: .milliseconds(100 + uptime))
        // Nobody can tell from when such an observation is, and the quiescence begins anew.
        #expect(age == (isSet ? .unknown : Self.young))
        #expect(judged.lastSentAt == (isSet ? at(wall) : at(0)))
    }

    @Test func `a clock that was set once is compared with itself from then on`() {
        var clock = AttemptClock(lastSentAt: at(0), wall: at(0), uptime: .zero)
        let attempt = Self.attempt(sentAt: 0)
        let (dated, _) = clock.judge(
            Self.young, for: attempt, wall: at(-90_000), uptime: .milliseconds(10))
        let (again, age) = clock.judge(
            Self.young, for: dated, wall: at(-89_000), uptime: .milliseconds(1010))
        #expect(age == Self.young)
        #expect(again == dated)
    }

    @Test(
        arguments: [
            // When it was sent by the journal, and by the run; whether an answer was verified; and
            // how the deferral dates it.
            (10, 20, false, 20), (20, 10, false, 20), (20, 10, true, 10),
        ] as [(Int64, Int64, Bool, Int64)])
    func `a deferral dates the last sending no earlier than anything shows`(
        recorded: Int64, sent: Int64, trusted: Bool, dated: Int64
    ) {
        var clock = AttemptClock(lastSentAt: at(recorded), wall: at(0), uptime: .zero)
        if trusted { clock.trust() }
        #expect(clock.lastSentAt(of: Self.attempt(sentAt: sent)) == at(dated))
    }

    @Test(arguments: [false, true])
    func `a clock that was set back dates no sending earlier until WeChat has answered by it`(
        isTrustedAgain: Bool
    ) {
        var clock = AttemptClock(lastSentAt: at(0), wall: at(50), uptime: .milliseconds(50))
        clock.trust()
        let attempt = Self.attempt(sentAt: 40)
        let (dated, _) = clock.judge(
            Self.young, for: attempt, wall: at(-100_000), uptime: .milliseconds(60))
        #expect(dated.lastSentAt == at(-100_000))
        // What was verified before says nothing of the clock as it was set.
        #expect(clock.lastSentAt(of: dated) == at(40))
        if isTrustedAgain {
            clock.trust()
            #expect(clock.lastSentAt(of: dated) == at(-100_000))
        }
    }

    @Test(arguments: [(true, .send), (false, .query)] as [(Bool, AttemptStep)])
    func `a state that no longer holds makes the observation too old to send on`(
        holds: Bool, step: AttemptStep
    ) throws {
        let clearance = try #require(
            CallPolicy().decision(
                on: CallSituation(
                    state: .known(.created(riskFund: nil)), actor: actor("wang"))
            ).clearance)
        let attempt = Attempt.beginning(
            clearance, intendedAt: at(0), acknowledgedUntil: at(1), retryPolicy: .standard)
        let next = try attempt.following(
            .dispatchDurable(observationAge: Self.young, stateHolds: holds), now: at(1))
        #expect(next.step == step)
    }
}

extension CallDecision {
    fileprivate var clearance: CallClearance? {
        guard case .allowed(let clearance) = self else { return nil }
        return clearance
    }
}
