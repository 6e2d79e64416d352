import OrderLifecycle
import Testing

/// What each guard objects to, alone and with the others.
struct CallGuardTests {
    static let asker = actor("wang")

    private static func awaitingSituation(due: Int64 = 5000, paid: Int64 = 0) -> CallSituation {
        CallSituation(state: .known(awaiting(due: due, paid: paid)), actor: asker)
    }

    private static func reasons(
        _ situation: CallSituation, _ policy: CallPolicy = CallPolicy()
    ) -> [DenialReason] {
        guard case .denied(let denial) = policy.decision(on: situation) else { return [] }
        return denial.reasons
    }

    // MARK: Each alone

    @Test(
        arguments: OrderCall.Kind.allCases,
        [OrderState.known(.created(riskFund: nil)), .known(awaiting(due: 1))])
    func `a call without known outcome denies`(call: OrderCall.Kind, state: OrderState) {
        let situation = CallSituation(state: state, actor: Self.asker, unresolved: call)
        #expect(Self.reasons(situation) == [.attemptUnresolved])
    }

    @Test func `a protected order is denied until the protection is lifted`() {
        var situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: Self.asker, isProtected: true)
        #expect(Self.reasons(situation) == [.protected])
        situation.isProtected = false
        #expect(CallPolicy().decision(on: situation).code == .allowed)
    }

    @Test(
        arguments: [
            (nil, true), (0, true), (4999, true), (5000, true), (5001, false), (-1, false),
            (Int64.max, false), (Int64.min, false),
        ] as [(Int64?, Bool)])
    func `an observation is fresh for five seconds`(age: Int64?, isFresh: Bool) {
        let situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: Self.asker,
            observationAge: age.map { ObservationAge(sinceAsked: .milliseconds($0)) })
        #expect(Self.reasons(situation) == (isFresh ? [] : [.observationTooOld]))
    }

    @Test(arguments: [.zero, .milliseconds(999), .microseconds(60_000_001)] + extremes)
    func `how old an observation may be has limits`(limit: Duration) {
        #expect(
            throws: InvalidValue(.freshness, .outOfRange(minimum: 1000, maximum: 60_000))
        ) { try FreshnessGuard(limit: limit) }
    }

    @Test(arguments: [1000, 5000, 60_000] as [Int64])
    func `how old an observation may be is a choice within limits`(limit: Int64) throws {
        var policy = CallPolicy()
        policy.freshness = try FreshnessGuard(limit: .milliseconds(limit))
        #expect(policy.freshness.limit == .milliseconds(limit))
        var situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: Self.asker,
            observationAge: ObservationAge(sinceAsked: .milliseconds(limit)))
        #expect(Self.reasons(situation, policy).isEmpty)
        situation.observationAge = ObservationAge(sinceAsked: .milliseconds(limit + 1))
        #expect(Self.reasons(situation, policy) == [.observationTooOld])
    }

    @Test func `a second person must acknowledge where the merchant wants one`() {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard()
        var situation = Self.awaitingSituation()
        #expect(policy.decision(on: situation).code == .needsAcknowledgement)
        situation.acknowledgement = acknowledged(loss(5000), requestedBy: "li", by: "li")
        #expect(Self.reasons(situation, policy) == [.samePerson])
        // Another way to write the name makes no second person.
        situation.acknowledgement = acknowledged(loss(5000), requestedBy: "Li-1", by: "lI-1")
        #expect(Self.reasons(situation, policy) == [.samePerson])
        // Who makes the call is none of the two.
        situation.actor = actor("li")
        situation.acknowledgement = acknowledged(loss(5000), requestedBy: "wang", by: "li")
        #expect(policy.decision(on: situation).code == .allowed)
    }

    @Test func `both people must be known where the merchant wants it`() throws {
        var policy = CallPolicy()
        policy.verifiedPerson = VerifiedPersonGuard()
        var situation = Self.awaitingSituation()
        #expect(policy.decision(on: situation).code == .needsAcknowledgement)
        let oidc = ActorIdentification.verified(by: try IdentificationMethod("oidc"))
        let (named, known) = (person("wang"), IdentifiedActor(actor("wang"), oidc))
        for (requester, acknowledger) in [(named, named), (named, known), (known, named)] {
            situation.acknowledgement = Acknowledgement(
                of: loss(5000), requestedBy: requester, acknowledgedBy: acknowledger)
            #expect(Self.reasons(situation, policy) == [.personNotVerified])
        }
        situation.acknowledgement = Acknowledgement(
            of: loss(5000), requestedBy: known, acknowledgedBy: known)
        #expect(policy.decision(on: situation).code == .allowed)
        // That somebody is known twice, in two ways, makes no second person.
        policy.secondPerson = SecondPersonGuard()
        situation.acknowledgement = Acknowledgement(
            of: loss(5000), requestedBy: known,
            acknowledgedBy: IdentifiedActor(
                actor("wang"), .verified(by: try IdentificationMethod("sso"))))
        #expect(Self.reasons(situation, policy) == [.samePerson])
    }

    @Test func `where nothing is given up, no second person is asked for`() {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard()
        let situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: Self.asker)
        #expect(policy.decision(on: situation).code == .allowed)
    }

    private struct NightGuard: CallGuard {
        let identifier = "night"
        let version = "1"
        static let denial = CustomDenial(
            code: "at_night", english: "Not at night.", chinese: "夜间不可。")

        func verdict(on situation: CallSituation) -> GuardVerdict {
            .denyCustom(Self.denial)
        }
    }

    @Test func `a merchant's own guard objects in its own words`() throws {
        var policy = CallPolicy()
        policy.additional = [NightGuard(), NightGuard()]
        let situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: Self.asker)
        guard case .denied(let denial) = policy.decision(on: situation) else {
            Issue.record("not denied")
            return
        }
        #expect(denial.reasons.isEmpty)
        #expect(denial.codes == ["at_night", "at_night"])
        let sentence = try #require(denial.sentences.first)
        #expect(sentence.code == "at_night")
        #expect(sentence.english == "Not at night.")
        #expect(sentence.chinese == "夜间不可。")
    }

    @Test func `a policy tells all that it says`() throws {
        var policy = CallPolicy()
        #expect(
            policy.text == """
                unresolved=1
                part_payment=denied
                freshness=5000
                protection=1
                velocity_limit=20 1000000 3600000
                collect_interval=3600000
                """)
        policy.partPayment = PartPaymentGuard(.hazard)
        policy.freshness = try FreshnessGuard(limit: .microseconds(1_000_999))
        policy.secondPerson = SecondPersonGuard()
        policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: 1, fen: 2, window: .seconds(60)))
        policy.additional = [NightGuard()]
        #expect(
            policy.text == """
                unresolved=1
                part_payment=hazard
                freshness=1000
                protection=1
                velocity_limit=1 2 60000
                collect_interval=3600000
                second_person=0
                night=1
                """)
    }

    // MARK: The velocity limit

    @Test(
        arguments: [
            (VelocityUsage(), 5000, true),
            (VelocityUsage(cancels: 19), 5000, true),
            (VelocityUsage(cancels: 20), 1, false),
            (VelocityUsage(cancels: 21), 1, false),
            (VelocityUsage(fen: 995_000), 5000, true),
            (VelocityUsage(fen: 995_001), 5000, false),
            (VelocityUsage(), 1_000_000, true),
            (VelocityUsage(fen: .max), 1, false),
            (VelocityUsage(isTripped: true), 1, false),
        ])
    func `twenty cancels and a million fen an hour, no more`(
        usage: VelocityUsage, due: Int64, agrees: Bool
    ) {
        var situation = Self.awaitingSituation(due: due)
        situation.velocity = usage
        #expect(Self.reasons(situation) == (agrees ? [] : [.velocityLimitTripped]))
        // Nothing is forgiven where nothing is due.
        situation.state = .known(.created(riskFund: nil))
        #expect(CallPolicy().decision(on: situation).code == .allowed)
    }

    @Test(arguments: [VelocityUsage(), VelocityUsage(cancels: 20), VelocityUsage(isTripped: true)])
    func `a bill that alone is above the limit has a reason of its own`(usage: VelocityUsage) {
        var situation = Self.awaitingSituation(due: 1_000_001)
        situation.velocity = usage
        #expect(Self.reasons(situation) == [.exceedsVelocityLimit])
    }

    @Test func `the standard limits are those of the manual, and none may be forgiven`() throws {
        #expect(VelocityLimits.standard.cancels == 20)
        #expect(VelocityLimits.standard.fen == 1_000_000)
        #expect(VelocityLimits.standard.window == .seconds(3600))
        let none = try VelocityLimits(cancels: 0, fen: 0, window: .seconds(604_800))
        #expect(none.wouldBeExceeded(from: VelocityUsage(), forgiving: .zero))
        let any = try VelocityLimits(cancels: .max, fen: .max, window: .seconds(60))
        #expect(!any.wouldBeExceeded(from: VelocityUsage(), forgiving: fen(Amount.maximum)))
    }

    @Test func `negative limits are refused`() {
        let standard = VelocityLimits.standard
        #expect(
            throws: InvalidValue(.velocityLimitCancels, .outOfRange(minimum: 0, maximum: .max))
        ) { try VelocityLimits(cancels: -1, fen: 0, window: standard.window) }
        #expect(
            throws: InvalidValue(.velocityLimitFen, .outOfRange(minimum: 0, maximum: .max))
        ) { try VelocityLimits(cancels: 0, fen: -1, window: standard.window) }
    }

    @Test(arguments: [.zero, .milliseconds(59_999), .milliseconds(604_800_001)] + extremes)
    func `a window outside its range is refused`(window: Duration) {
        #expect(
            throws: InvalidValue(
                .velocityLimitWindow, .outOfRange(minimum: 60_000, maximum: 604_800_000))
        ) { try VelocityLimits(cancels: 1, fen: 1, window: window) }
    }

    // MARK: All at once

    @Test func `all that deny are reported at once, in order of precedence`() {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard()
        policy.additional = [NightGuard()]
        let situation = CallSituation(
            state: .known(awaiting(due: 3000, paid: 900)), actor: Self.asker, rules: .v1_0,
            observationAge: ObservationAge(sinceAsked: .milliseconds(5001)), isProtected: true,
            velocity: VelocityUsage(isTripped: true),
            unresolved: .complete,
            acknowledgement: acknowledged(loss(3000), requestedBy: "wang", by: "wang"))
        guard case .denied(let denial) = policy.decision(on: situation) else {
            Issue.record("not denied")
            return
        }
        #expect(
            denial.codes == [
                "after_completion", "partly_paid", "attempt_unresolved", "observation_too_old",
                "protected", "velocity_limit_tripped", "same_person", "at_night",
            ])
        #expect(denial.sentences.map(\.code) == denial.codes)
        #expect(denial.contains(.protected))
        #expect(!denial.contains(.alreadyDone))
    }

    @Test func `an order that is over is denied with the guards' reasons beside`() {
        let situation = CallSituation(
            state: .known(.done(paid: nil)), actor: Self.asker, isProtected: true)
        #expect(Self.reasons(situation) == [.alreadyDone, .protected])
    }
}
