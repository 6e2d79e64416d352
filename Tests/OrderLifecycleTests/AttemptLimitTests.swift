import OrderLifecycle
import Testing

/// What keeps an attempt from sending: an order that changed, an acknowledgement that expired, a
/// restart.
struct AttemptLimitTests {
    // MARK: Before the first byte

    @Test func `what could not be sent at all was never sent`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.notSent)) == .settle(.notApplied(.neverSent)))
    }

    @Test func `what could not be sent again after a refusal was refused`() throws {
        let refused = refusal(.rateLimited)
        var story = try AttemptStory.ofSentCancel()
        let step = try story.tell(.answered(.refused(refused)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.unchanged) == .commitDispatch)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        #expect(try story.tell(.answered(.notSent)) == .settle(.refused(refused)))
    }

    @Test(arguments: [5001, -1, Int64.max, .min] as [Int64])
    func `an observation that is too old is read again before the request is sent`(age: Int64)
        throws
    {
        var story = AttemptStory.ofCancel()
        #expect(
            try story.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .milliseconds(age))))
                == .query)
        #expect(story.attempt.stage == .intended)
        #expect(try story.see(.unchanged, age: age) == .query)
        #expect(try story.see(.unchanged, age: 5000) == .send)
    }

    @Test(
        arguments: [
            (ObservedEffect.changed, AttemptFailure.changed), (.indeterminate, .changed),
            (.applied, .changed), (.overtaken, .overtaken),
        ])
    func `an order that changed before the first byte gets none`(
        effect: ObservedEffect, failure: AttemptFailure
    ) throws {
        var story = AttemptStory.ofCancel()
        #expect(
            try story.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .milliseconds(5001))))
                == .query)
        #expect(try story.see(effect) == .settle(.notApplied(failure)))
    }

    @Test func `an effect that shows before the bytes go again is found`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.unchanged, after: 600_000) == .commitDispatch)
        #expect(
            try story.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .milliseconds(5001))))
                == .query)
        #expect(try story.see(.applied) == .settle(.applied(.found)))
    }

    // MARK: Acknowledgements

    @Test func `nothing is sent once the acknowledgement has expired`() throws {
        var late = AttemptStory.ofCancel(acknowledgedFor: 1000)
        #expect(
            try late.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)), after: 1000)
                == .settle(.notApplied(.changed)))
        var reread = AttemptStory.ofCancel(acknowledgedFor: 1000)
        #expect(
            try reread.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .milliseconds(5001))))
                == .query)
        #expect(try reread.see(.unchanged, after: 1000) == .settle(.notApplied(.changed)))
        var inTime = AttemptStory.ofCancel(acknowledgedFor: 1000)
        #expect(
            try inTime.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)), after: 999)
                == .send)
    }

    @Test func `a cancel that was acknowledged is not sent again after its time`() throws {
        var story = try AttemptStory.ofSentCancel(acknowledgedFor: 500_000)
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.unchanged, after: 600_000) == .settle(.notApplied(.unchanged)))
    }

    @Test func `while it is acknowledged, the same bytes go again`() throws {
        var story = try AttemptStory.ofSentCancel(acknowledgedFor: 600_001)
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.unchanged, after: 600_000) == .commitDispatch)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
    }

    @Test func `a pause that outlasts the acknowledgement ends in the refusal`() throws {
        let refused = refusal(.deductionRunning)
        var story = try AttemptStory.ofSentCancel(acknowledgedFor: 100_000)
        let step = try story.tell(.answered(.refused(refused)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.unchanged) == .settle(.refused(refused)))
    }

    @Test func `an acknowledgement that expires between the record and the resending`() throws {
        var story = try AttemptStory.ofSentCancel(acknowledgedFor: 600_001)
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.unchanged, after: 600_000) == .commitDispatch)
        guard
            case .wait = try story.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)), after: 1)
        else {
            Issue.record("sent without an acknowledgement")
            return
        }
    }

    // MARK: Restarts

    @Test func `after a restart whatever was recorded counts as sent`() throws {
        var story = AttemptStory.ofCancel().restarted(uncertainty: .unknown)
        #expect(story.attempt.stage == .querying)
        let step = try story.see(.unchanged)
        #expect(step == .wait(until: at(300_000)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.unchanged, after: 300_000) == .commitDispatch)
        #expect(story.attempt.dispatches == 2)
    }

    @Test func `a restart keeps the budget, the refusal and the acknowledgement`() throws {
        let refused = refusal(.wrongState)
        var story = try AttemptStory.ofSentCancel(acknowledgedFor: 9)
        _ = try story.tell(.answered(.refused(refused)))
        var restarted = story.restarted()
        #expect(restarted.attempt.dispatches == 1)
        #expect(restarted.attempt.acknowledgedUntil == at(9))
        #expect(try restarted.see(.unchanged) == .settle(.refused(refused)))
    }

    @Test func `a restart long after finds what happened`() throws {
        var story = AttemptStory.ofCancel().restarted(uncertainty: .unknown)
        #expect(try story.see(.applied, after: 9_000_000_000) == .settle(.applied(.found)))
    }

    // MARK: Late answers

    @Test func `an answer that comes late meets an attempt that does not take it`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(throws: UnexpectedAttemptInput.self) { try story.tell(.answered(.accepted)) }
        #expect(try story.see(.applied) == .settle(.applied(.found)))
        #expect(throws: UnexpectedAttemptInput.self) { try story.tell(.answered(.accepted)) }
        #expect(story.attempt.stage == .settled(.applied(.found)))
    }
}
