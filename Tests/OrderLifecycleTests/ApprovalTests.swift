import Testing

@testable import OrderLifecycle

/// What a requested call waits for, and who may say yes to it.
struct ApprovalTests {
    /// Requested when the clock read 2,000, for ten minutes.
    static func terms(
        acknowledgedBy people: [String] = [], heldUntil: Timestamp? = nil, losing fen: Int64? = 5000
    ) -> Approval {
        do {
            let approval = try Approval(
                of: order("A-1"), .cancel, requestedBy: person("wang"), loss: fen.map { loss($0) },
                expiresAt: at(602_000), lifetime: .seconds(600), heldUntil: heldUntil)
            return people.reduce(approval) { $0.acknowledged(by: person($1)) }
        } catch { fatalError("\(error)") }
    }

    static func times(_ clock: Int64, latest: Int64? = nil) -> ApprovalTimes {
        ApprovalTimes(clock: at(clock), latest: at(latest ?? clock), requested: at(2000))
    }

    @Test(
        arguments: [
            ("li", 5000, [], nil),
            ("wang", 5000, [], .ownRequest),
            ("li", 4999, [], .amountDiffers),
            ("li", 0, [], .amountDiffers),
            ("li", 5000, ["li"], .repeated),
            ("chen", 5000, ["li"], nil),
            ("zhao", 5000, ["li", "chen"], .acknowledged),
            // Who it is comes before what they say.
            ("wang", 1, ["li"], .ownRequest), ("li", 1, ["li"], .repeated),
        ] as [(String, Int64, [String], ApprovalProblem?)])
    func `another person acknowledges the amount, and each once`(
        name: String, stated: Int64, before: [String], problem: ApprovalProblem?
    ) {
        let found = Self.terms(acknowledgedBy: before).problem(
            acknowledging: person(name), stating: fen(stated), by: Self.times(3000))
        #expect(found == problem)
    }

    @Test func `there is nothing to acknowledge where nothing is at stake`() {
        let found = Self.terms(losing: nil).problem(
            acknowledging: person("li"), stating: .zero, by: Self.times(3000))
        #expect(found == .nothingAtStake)
    }

    @Test(
        arguments: [
            ([], 1, 3000, .waiting(people: 1)),
            (["li"], 1, 3000, .ready),
            ([], 2, 3000, .waiting(people: 2)),
            (["li"], 2, 3000, .waiting(people: 1)),
            (["li", "chen"], 2, 3000, .ready),
            // Nobody is never enough where something is given up.
            ([], 0, 3000, .waiting(people: 1)),
            (["li"], 1, 601_999, .ready),
            (["li"], 1, 602_000, .expired),
        ] as [([String], Int, Int64, ApprovalReadiness)])
    func `it waits for as many people as the policy asks for`(
        people: [String], needed: Int, clock: Int64, readiness: ApprovalReadiness
    ) {
        let found = Self.terms(acknowledgedBy: people)
            .readiness(people: needed, by: Self.times(clock))
        #expect(found == readiness)
    }

    @Test func `what is held waits for its hour, after all have acknowledged it`() {
        let held = Self.terms(acknowledgedBy: ["li"], heldUntil: at(60_000))
        #expect(held.readiness(people: 1, by: Self.times(59_999)) == .held(until: at(60_000)))
        #expect(held.readiness(people: 1, by: Self.times(60_000)) == .ready)
        #expect(held.readiness(people: 2, by: Self.times(60_000)) == .waiting(people: 1))
        let harmless = Self.terms(heldUntil: at(60_000), losing: nil)
        #expect(harmless.readiness(people: 0, by: Self.times(3000)) == .held(until: at(60_000)))
        #expect(harmless.readiness(people: 0, by: Self.times(60_000)) == .ready)
    }

    /// It was requested when the clock read 2,000.
    @Test(
        arguments: [
            // A little before it was requested is how clocks are; more is one that was set back.
            (1000, 2000, .ready), (999, 2000, .expired),
            // A clock that was set back after its end had been recorded.
            (3000, 601_999, .ready), (3000, 602_000, .expired),
        ] as [(Int64, Int64, ApprovalReadiness)])
    func `it ends by the clock and by the journal's time, whichever is first`(
        clock: Int64, latest: Int64, readiness: ApprovalReadiness
    ) {
        let found = Self.terms(acknowledgedBy: ["li"])
            .readiness(people: 1, by: Self.times(clock, latest: latest))
        #expect(found == readiness)
    }

    @Test func `another loss is acknowledged by nobody`() {
        let back = Self.terms(acknowledgedBy: ["li", "chen"]).sentBack(giving: loss(9000))
        #expect(back.readiness(people: 1, by: Self.times(3000)) == .waiting(people: 1))
        let times = Self.times(3000)
        #expect(
            back.problem(acknowledging: person("li"), stating: fen(5000), by: times)
                == .amountDiffers)
        #expect(back.problem(acknowledging: person("li"), stating: fen(9000), by: times) == nil)
    }

    @Test(arguments: [.seconds(59), .seconds(2_592_001)] + extremes)
    func `a lifetime outside its range is refused`(lifetime: Duration) {
        #expect(
            throws: InvalidValue(
                .approvalLifetime, .outOfRange(minimum: 60_000, maximum: 2_592_000_000))
        ) {
            try Approval(
                of: order("A-1"), .cancel, requestedBy: person("wang"), loss: nil,
                expiresAt: at(1), lifetime: lifetime)
        }
    }

    @Test func `an hour after the end is refused`() {
        #expect(throws: InvalidValue.self) {
            try Approval(
                of: order("A-1"), .cancel, requestedBy: person("wang"), loss: nil,
                expiresAt: at(100_000), lifetime: .seconds(60), heldUntil: at(100_000))
        }
    }

    @Test(arguments: ApprovalProblem.allCases)
    func `every problem is a sentence in both languages`(problem: ApprovalProblem) {
        let sentence = problem.sentence
        #expect(sentence.code.hasPrefix("approval_"))
        #expect(sentence.english.hasSuffix(".") && sentence.chinese.hasSuffix("。"))
    }

    // MARK: The guards that ask for people

    @Test(
        arguments: [
            (12_799, 0), (12_800, 1), (99_999, 1), (100_000, 2),
        ] as [(Int64, Int)])
    func `the policy asks for more people the more is at stake`(atStake: Int64, others: Int) {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard(from: fen(12_800))
        policy.twoPeople = TwoPeopleGuard(from: fen(100_000))
        #expect(policy.othersNeeded(for: loss(atStake)) == others)
        #expect(policy.peopleNeeded(for: loss(atStake)) == max(1, others))
        #expect(policy.peopleNeeded(for: nil) == 0)
        #expect(policy.text.contains("second_person=12800\n"))
        #expect(policy.text.contains("two_people=100000"))
    }

    @Test(
        arguments: [
            (["wang"], [.samePerson, .secondApproverMissing]),
            (["li"], [.secondApproverMissing]),
            (["li", "wang"], [.secondApproverMissing]),
            (["li", "li"], [.secondApproverMissing]),
            (["li", "chen"], []),
        ] as [([String], [DenialReason])])
    func `two people are two others, each themselves`(people: [String], reasons: [DenialReason]) {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard()
        policy.twoPeople = TwoPeopleGuard(from: fen(5000))
        var situation = CallSituation(state: .known(awaiting(due: 5000)), actor: actor("wang"))
        situation.acknowledgement = Acknowledgement(
            of: loss(5000), requestedBy: person("wang"), acknowledgedBy: person(people[0]),
            alsoBy: people.count > 1 ? person(people[1]) : nil)
        #expect(policy.personDenials(in: situation) == reasons)
    }
}
