import OrderLifecycle
import Testing

/// When WeChat may be asked to collect, and how often.
struct CollectGuardTests {
    private static let awaited = OrderState.known(awaiting(due: 5000))

    private static func denial(
        _ state: OrderState = awaited, restsOnObservation: Bool = true, now: Int64? = 10_000_000,
        last: Int64? = nil, _ policy: CallPolicy = CallPolicy()
    ) -> Denial? {
        let situation = CallSituation(
            call: .collect, state: state, restsOnObservation: restsOnObservation,
            actor: actor("wang"), now: now.map { at($0) }, isProtected: true,
            velocity: VelocityUsage(isTripped: true), lastCollect: last.map { at($0) })
        switch policy.decision(on: situation) {
        case .denied(let denial): return denial
        case .allowed(let clearance):
            #expect(clearance.notice == nil && clearance.acknowledged == nil)
            return nil
        case .needsAcknowledgement(let loss):
            Issue.record("\(loss)")
            return nil
        }
    }

    @Test(
        arguments: [
            (.unseen, .indeterminateState), (.known(.created(riskFund: nil)), .notCompleted),
            (.known(.inService(riskFund: nil)), .notCompleted), (awaited, nil),
            (.known(awaiting(due: 1, paid: 9)), nil), (.known(.done(paid: nil)), .alreadyDone),
            (.known(.revoked), .alreadyRevoked), (.known(.expired), .alreadyExpired),
            (.indeterminate(.amountsMissing, last: awaiting(due: 2)), .indeterminateState),
            (.indeterminate(.paidButOpen, last: awaiting(due: 2)), .alreadyPaid),
        ] as [(OrderState, DenialReason?)])
    func `only an order that awaits payment is collected for, and nothing is given up`(
        state: OrderState, reason: DenialReason?
    ) {
        // Neither a protection nor the velocity limit stands in the way of what gives nothing up.
        #expect(Self.denial(state)?.reasons == reason.map { [$0] })
    }

    @Test func `nothing is collected on an observation that what is known does not rest on`() {
        #expect(Self.denial(restsOnObservation: false)?.reasons == [.indeterminateState])
    }

    @Test(
        arguments: [
            (10_000_000, 13_600_000), (6_400_001, 10_000_001), (6_400_000, nil), (0, nil),
            // The clock was set back since.
            (10_000_001, 13_600_001), (99_000_000, 102_600_000),
        ] as [(Int64, Int64?)])
    func `one an hour is permitted by default, counted by the clock`(
        last: Int64, next: Int64?
    ) throws {
        let denial = Self.denial(last: last)
        #expect(denial?.reasons == next.map { _ in [.collectedLately] })
        #expect(denial?.nextCollectAt == next.map { at($0) })
    }

    @Test func `without a clock the last one counts as just made`() {
        #expect(Self.denial(now: nil, last: 0)?.reasons == [.collectedLately])
        #expect(Self.denial(now: nil) == nil)
    }

    @Test func `the interval is the merchant's`() throws {
        var policy = CallPolicy()
        policy.collect = try CollectGuard(interval: .seconds(60))
        #expect(policy.text.contains("collect_interval=60000"))
        #expect(Self.denial(last: 9_940_000, policy) == nil)
        #expect(Self.denial(last: 9_940_001, policy)?.nextCollectAt == at(10_000_001))
    }

    @Test(arguments: [Duration.seconds(59), .seconds(604_801), .zero, .seconds(-1)])
    func `an interval outside a minute to seven days is refused`(interval: Duration) {
        #expect(throws: InvalidValue.self) { try CollectGuard(interval: interval) }
    }

    @Test func `the sentence says from when it may be asked again`() throws {
        let denial = try #require(Self.denial(last: 9_000_000))
        let sentence = try #require(denial.sentences.first)
        #expect(sentence.english.hasSuffix("asked again from \(at(12_600_000))."))
        #expect(sentence.chinese.contains("\(at(12_600_000))"))
        // Of another reason there is no such moment.
        #expect(Self.denial(.known(.revoked))?.nextCollectAt == nil)
    }

    @Test func `a collect stands in the way of no other call`() {
        let situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: actor("wang"), lastCollect: at(0))
        #expect(CallPolicy().decision(on: situation).code == .allowed)
    }

    // MARK: What cannot be seen

    private static func sent() throws -> AttemptStory {
        let terms = RetryPolicy.standard.limited(by: FreshnessGuard(), for: .collect)
        #expect(terms.dispatches == 1)
        return try AttemptStory.ofSentCancel(retryPolicy: terms)
    }

    @Test(arguments: [AttemptAnswer.unknown, .failed])
    func `a lost answer leaves it unproven at once`(answer: AttemptAnswer) throws {
        var story = try Self.sent()
        #expect(try story.tell(.answered(answer)) == .query)
        #expect(try story.see(.invisible) == .settle(.unproven))
    }

    @Test(arguments: Refusal.Kind.allCases)
    func `a refusal is the outcome, and nothing is sent again after it`(kind: Refusal.Kind) throws {
        var story = try Self.sent()
        #expect(try story.tell(.answered(.refused(refusal(kind)))) == .query)
        #expect(try story.see(.invisible) == .settle(.refused(refusal(kind))))
    }

    @Test func `an order that went on before the first byte gets none`() throws {
        let terms = RetryPolicy.standard.limited(by: FreshnessGuard(), for: .collect)
        var story = AttemptStory.ofCancel(retryPolicy: terms)
        let old = ObservationAge(sinceAsked: .milliseconds(5001))
        #expect(try story.tell(.dispatchDurable(observationAge: old)) == .query)
        #expect(try story.see(.invisible) == .settle(.notApplied(.changed)))
    }
}
