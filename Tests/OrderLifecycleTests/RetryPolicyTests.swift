import OrderLifecycle
import Testing

/// How long an attempt waits, how often it is sent, and the limits of both.
struct RetryPolicyTests {
    @Test func `terms are those that were chosen, in whole milliseconds and ascending`() throws {
        let retryPolicy = try RetryPolicy(
            quiescence: .microseconds(600_000_999),
            lookups: [.seconds(3), .zero, .seconds(31_622_400)], dispatches: 1, freshness: .zero,
            deductionPause: .zero, retryPause: .milliseconds(1))
        #expect(retryPolicy.quiescence == .seconds(600))
        #expect(retryPolicy.lookups == [.zero, .seconds(3), .seconds(31_622_400)])
        #expect(retryPolicy.dispatches == 1)
        #expect(retryPolicy.freshness == .zero)
        #expect(retryPolicy.deductionPause == .zero)
        #expect(retryPolicy.retryPause == .milliseconds(1))
        #expect(try RetryPolicy() == .standard)
        #expect(RetryPolicy.standard.quiescence == .seconds(600))
        #expect(RetryPolicy.standard.dispatches == 3)
        #expect(
            RetryPolicy.standard.lookups
                == [
                    .seconds(300), .seconds(3600), .seconds(86_400), .seconds(259_200),
                    .seconds(604_800),
                ])
        #expect(try RetryPolicy(quiescence: .seconds(86_400)).quiescence == .seconds(86_400))
    }

    @Test(arguments: [.milliseconds(599_999), .milliseconds(86_400_001)] + extremes)
    func `a quiescence outside its range is refused`(quiescence: Duration) {
        #expect(
            throws: InvalidValue(.quiescence, .outOfRange(minimum: 600_000, maximum: 86_400_000))
        ) { try RetryPolicy(quiescence: quiescence) }
    }

    @Test(arguments: [.nanoseconds(-1), .milliseconds(60_001)] + extremes)
    func `a freshness outside its range is refused`(freshness: Duration) {
        #expect(
            throws: InvalidValue(.freshness, .outOfRange(minimum: 0, maximum: 60_000))
        ) { try RetryPolicy(freshness: freshness) }
    }

    @Test(arguments: [.milliseconds(-1), .milliseconds(31_622_400_001)] + extremes)
    func `a pause outside its range is refused`(pause: Duration) {
        let problem = InvalidValue.Problem.outOfRange(minimum: 0, maximum: 31_622_400_000)
        #expect(throws: InvalidValue(.lookups, problem)) {
            try RetryPolicy(lookups: [.seconds(1), pause])
        }
        #expect(throws: InvalidValue(.deductionPause, problem)) {
            try RetryPolicy(deductionPause: pause)
        }
        #expect(throws: InvalidValue(.retryPause, problem)) { try RetryPolicy(retryPause: pause) }
    }

    @Test(arguments: [0, -1, .min])
    func `an attempt that is never sent is refused`(dispatches: Int) {
        #expect(
            throws: InvalidValue(.dispatches, .outOfRange(minimum: 1, maximum: .max))
        ) { try RetryPolicy(dispatches: dispatches) }
    }

    @Test func `the longest pauses run past no end`() throws {
        let terms = try RetryPolicy(
            lookups: [RetryPolicy.pauseRange.upperBound], dispatches: .max,
            deductionPause: RetryPolicy.pauseRange.upperBound,
            retryPause: RetryPolicy.pauseRange.upperBound)
        var story = try AttemptStory.ofSentCancel(retryPolicy: terms)
        #expect(
            try story.tell(.answered(.refused(refusal(.rateLimited))))
                == .wait(until: at(31_622_400_000)))
    }

    @Test(arguments: [(1, 1), (5, 5), (60, 5)] as [(Int64, Int64)])
    func `an observation is never older than the policy and the guard permit`(
        limit: Int64, expected: Int64
    ) throws {
        let guarded = RetryPolicy.standard.limited(
            by: try FreshnessGuard(limit: .seconds(limit)), for: .cancel)
        #expect(guarded.freshness == .seconds(expected))
        #expect(guarded.judgesSignature)
    }
}
