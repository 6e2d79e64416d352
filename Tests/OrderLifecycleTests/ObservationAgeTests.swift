import OrderLifecycle
import Testing

/// How old an observation is by WeChat's signature, and what follows from it.
struct ObservationAgeTests {
    private static let asker = actor("wang")

    /// The age of an observation that was asked for so long ago, with a signature that our clock
    /// puts so many milliseconds before the question.
    private static func age(asked: Int64 = 0, signedBefore lead: Int64) -> ObservationAge {
        ObservationAge(
            sinceAsked: .milliseconds(asked), signedAt: at(100_000 - lead), now: at(100_000 + asked)
        )
    }

    private static func denial(_ age: ObservationAge?) -> Denial? {
        var situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: asker)
        situation.observationAge = age
        guard case .denied(let denial) = CallPolicy().decision(on: situation) else { return nil }
        return denial
    }

    @Test func `the earlier of the question and the end of the signature's second counts`() {
        #expect(ObservationAge(sinceAsked: .milliseconds(40)).duration == .milliseconds(40))
        #expect(Self.age(asked: 40, signedBefore: 0).duration == .milliseconds(40))
        #expect(Self.age(asked: 40, signedBefore: 999).duration == .milliseconds(40))
        #expect(Self.age(asked: 40, signedBefore: 1000).duration == .milliseconds(40))
        #expect(Self.age(asked: 40, signedBefore: 12_000).duration == .milliseconds(11_040))
        #expect(Self.age(asked: 40, signedBefore: 12_000).signedBeforeAsking == .seconds(11))
    }

    @Test func `a clock that is behind makes no observation younger`() {
        #expect(Self.age(asked: 40, signedBefore: -200_000).duration == .milliseconds(40))
        #expect(Self.age(asked: 40, signedBefore: -200_000).signedBeforeAsking == .zero)
        #expect(
            Self.denial(Self.age(asked: 5001, signedBefore: -200_000))?.codes == [
                "observation_too_old"
            ])
    }

    @Test(arguments: [Int64.min, -1, .max])
    func `a clock that cannot be makes no observation fresh`(asked: Int64) {
        for signedAt in [nil, at(0), at(100_000), Timestamp(clamping: .max)] {
            let age = ObservationAge(
                sinceAsked: .milliseconds(asked), signedAt: signedAt, now: at(100_000))
            #expect(!(.zero ... .seconds(5)).contains(age.duration))
            #expect(Self.denial(age) != nil)
        }
    }

    @Test func `a clock that is ahead by less than an observation may be old denies nothing`() {
        #expect(Self.denial(Self.age(asked: 900, signedBefore: 4000)) == nil)
        #expect(Self.denial(Self.age(asked: 0, signedBefore: 6000)) == nil)
    }

    @Test func `where asking again may help, the observation is too old`() throws {
        let denial = try #require(Self.denial(Self.age(asked: 1001, signedBefore: 5000)))
        #expect(denial.codes == ["observation_too_old"])
        #expect(denial.signedBeforeAsking == nil)
    }

    @Test func `a clock that is ahead by more is told by how much`() throws {
        let denial = try #require(Self.denial(Self.age(asked: 70, signedBefore: 12_345)))
        #expect(denial.codes == ["clock_ahead"])
        #expect(denial.signedBeforeAsking == .milliseconds(11_345))
        let sentence = try #require(denial.sentences.first)
        #expect(sentence.code == "clock_ahead")
        #expect(
            sentence.english
                == "This machine's clock is 12 s ahead of WeChat's signature, or the answer is an "
                + "old one; set the clock and ask again.")
        #expect(sentence.chinese == "本机时钟比微信签名时间快 12 秒，或应答是旧的；请校准时钟后重试。")
    }

    // MARK: An attempt

    private static let ofCancels = RetryPolicy.standard.limited(by: FreshnessGuard(), for: .cancel)

    @Test func `only a call that gives money up is judged by the signature`() throws {
        let old = Self.age(signedBefore: 7000)
        var cancel = AttemptStory.ofCancel(retryPolicy: Self.ofCancels)
        #expect(try cancel.tell(.dispatchDurable(observationAge: old)) == .query)
        for call in [OrderCall.Kind.create, .complete] {
            let retryPolicy = RetryPolicy.standard.limited(by: FreshnessGuard(), for: call)
            var call = AttemptStory.ofCall(retryPolicy: retryPolicy)
            #expect(try call.tell(.dispatchDurable(observationAge: old)) == .send)
        }
    }

    @Test func `a cancel is not sent on an old answer, and does not ask again without end`() throws
    {
        var story = AttemptStory.ofCancel(retryPolicy: Self.ofCancels)
        let old = Self.age(signedBefore: 7000)
        #expect(try story.tell(.dispatchDurable(observationAge: old)) == .query)
        #expect(
            try story.tell(.observed(.unchanged, observationAge: old))
                == .settle(.notApplied(.changed)))
    }

    @Test func `an answer that was under way for too long is asked for again`() throws {
        var story = AttemptStory.ofCancel(retryPolicy: Self.ofCancels)
        let slow = Self.age(asked: 2000, signedBefore: 5000)
        #expect(try story.tell(.dispatchDurable(observationAge: slow)) == .query)
        #expect(try story.tell(.observed(.unchanged, observationAge: slow)) == .query)
        let young = Self.age(asked: 100, signedBefore: 5000)
        #expect(try story.tell(.observed(.unchanged, observationAge: young)) == .send)
    }

    @Test func `the same bytes do not go again on an old answer`() throws {
        let refused = refusal(.rateLimited)
        var story = try AttemptStory.ofSentCancel(retryPolicy: Self.ofCancels)
        let step = try story.tell(.answered(.refused(refused)))
        #expect(try story.wake(step) == .query)
        let old = Self.age(signedBefore: 7000)
        #expect(
            try story.tell(.observed(.unchanged, observationAge: old)) == .settle(.refused(refused))
        )
    }

    @Test(arguments: OrderCall.Kind.allCases)
    func `an old answer is not from after the quiescence`(call: OrderCall.Kind) throws {
        let retryPolicy = try RetryPolicy(dispatches: 1).limited(by: FreshnessGuard(), for: call)
        var story =
            call == .cancel
            ? AttemptStory.ofCancel(retryPolicy: retryPolicy)
            : AttemptStory.ofCall(retryPolicy: retryPolicy)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        #expect(try story.tell(.answered(.unknown)) == .query)
        let old = Self.age(signedBefore: 200_000)
        // The next observation that can be from after it comes so much later.
        let step = try story.tell(.observed(.unchanged, observationAge: old), after: 600_000)
        #expect(step == .wait(until: at(799_000)))
        #expect(try story.wake(step) == .query)
        #expect(
            try story.tell(.observed(.unchanged, observationAge: old))
                == .settle(.notApplied(.unchanged)))
    }

    @Test func `an effect is an effect, however old the answer is that shows it`() throws {
        var story = try AttemptStory.ofSentCancel(retryPolicy: Self.ofCancels)
        #expect(try story.tell(.answered(.unknown)) == .query)
        let old = Self.age(signedBefore: 200_000)
        #expect(
            try story.tell(.observed(.applied, observationAge: old)) == .settle(.applied(.found)))
    }
}
