import OrderLifecycle
import Testing

/// The cancel protocol, scenario by scenario.
struct AttemptScenarioTests {
    // MARK: Verified answers

    @Test func `a verified success is the outcome`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.accepted), after: 80) == .settle(.applied(.answered)))
        #expect(story.attempt.dispatches == 1)
    }

    @Test func `already revoked is believed once an observation shows it`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.refused(refusal(.alreadyRevoked)))) == .query)
        #expect(try story.see(.applied) == .settle(.applied(.alreadyThere)))
    }

    @Test func `already revoked that no observation shows is a refusal, after the quiescence`()
        throws
    {
        let refused = refusal(.alreadyRevoked)
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.refused(refused)), after: 100) == .query)
        var step = try story.see(.unchanged)
        #expect(step == .wait(until: at(300_100)))
        #expect(try story.wake(step) == .query)
        step = try story.see(.unchanged)
        #expect(step == .wait(until: at(600_100)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.unchanged) == .settle(.refused(refused)))
    }

    @Test func `already revoked is not believed while no observation can be read`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.refused(refusal(.alreadyRevoked)))) == .query)
        let step = try story.see(.indeterminate, after: 600_001)
        #expect(step == .wait(until: at(3_600_000)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.applied) == .settle(.applied(.alreadyThere)))
    }

    @Test func `an order that is done refuses for good`() throws {
        let refused = refusal(.alreadyDone)
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.refused(refused))) == .query)
        #expect(try story.see(.overtaken) == .settle(.refused(refused)))
    }

    static let finalKinds: [Refusal.Kind] = [
        .alreadyDone, .wrongState, .unknownOrder, .invalidRequest, .notPermitted, .signature,
        .other,
    ]

    @Test(arguments: finalKinds, [ObservedEffect.unchanged, .changed, .overtaken, .indeterminate])
    func `after any other refusal an observation decides, and none can make it a success`(
        kind: Refusal.Kind, effect: ObservedEffect
    ) throws {
        let refused = refusal(kind)
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.refused(refused))) == .query)
        #expect(try story.see(effect) == .settle(.refused(refused)))
    }

    @Test func `a wrong state whose observation shows the effect is a success`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.refused(refusal(.wrongState)))) == .query)
        #expect(try story.see(.applied) == .settle(.applied(.alreadyThere)))
    }

    @Test func `a create refused for somebody else's order is refused`() throws {
        let refused = refusal(.invalidRequest)
        var story = AttemptStory.ofCall()
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        #expect(try story.tell(.answered(.refused(refused))) == .query)
        #expect(try story.see(.overtaken) == .settle(.refused(refused)))
    }

    @Test func `a refusal after a lost sending proves nothing about the lost one`() throws {
        let refused = refusal(.wrongState)
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        var step = try story.see(.unchanged, after: 600_000)
        #expect(step == .commitDispatch)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        #expect(try story.tell(.answered(.refused(refused))) == .query)
        step = try story.see(.indeterminate)
        #expect(step == .wait(until: at(900_000)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.indeterminate, after: 600_000) == .wait(until: at(4_200_000)))
        var revoked = story
        #expect(try revoked.tell(.woken, after: 3_000_000) == .query)
        #expect(try revoked.see(.applied) == .settle(.applied(.found)))
        #expect(try story.tell(.woken, after: 3_000_000) == .query)
        #expect(try story.see(.unchanged) == .settle(.refused(refused)))
    }

    // MARK: Rate limits, deductions, server errors

    @Test func `a rate limit is waited out and the same bytes go again, up to the budget`() throws {
        let refused = refusal(.rateLimited)
        var story = try AttemptStory.ofSentCancel()
        for (count, pause) in [(1, 1000), (2, 2000)] as [(Int, Int64)] {
            let step = try story.tell(.answered(.refused(refused)))
            #expect(step == .wait(until: at(story.now + pause)))
            #expect(try story.wake(step) == .query)
            #expect(try story.see(.unchanged) == .commitDispatch)
            #expect(story.attempt.dispatches == count + 1)
            #expect(
                try story.tell(
                    .dispatchDurable(observationAge: ObservationAge(sinceAsked: .milliseconds(10))))
                    == .send)
        }
        #expect(try story.tell(.answered(.refused(refused))) == .query)
        #expect(try story.see(.unchanged) == .settle(.refused(refused)))
    }

    @Test func `a rate limit's observation that cannot be read is waited for`() throws {
        var story = try AttemptStory.ofSentCancel()
        let step = try story.tell(.answered(.refused(refusal(.rateLimited))))
        #expect(try story.wake(step) == .query)
        guard case .wait = try story.see(.indeterminate) else {
            Issue.record("no wait")
            return
        }
    }

    @Test func `an order that changed meanwhile is not sent to again`() throws {
        let refused = refusal(.rateLimited)
        var story = try AttemptStory.ofSentCancel()
        let step = try story.tell(.answered(.refused(refused)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.changed) == .settle(.refused(refused)))
    }

    @Test func `a deduction that is running is given three minutes`() throws {
        var story = try AttemptStory.ofSentCancel()
        let step = try story.tell(.answered(.refused(refusal(.deductionRunning))), after: 50)
        #expect(step == .wait(until: at(180_050)))
        #expect(try story.wake(step) == .query)
        var paid = story
        #expect(
            try paid.see(.overtaken) == .settle(.refused(refusal(.deductionRunning))))
        #expect(try story.see(.unchanged) == .commitDispatch)
    }

    @Test func `after a server error an observation is read, and the same bytes go after a pause`()
        throws
    {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.failed), after: 40) == .query)
        var applied = story
        #expect(try applied.see(.applied) == .settle(.applied(.found)))
        let step = try story.see(.unchanged, after: 10)
        #expect(step == .wait(until: at(1040)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.unchanged) == .commitDispatch)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        #expect(try story.tell(.answered(.accepted)) == .settle(.applied(.answered)))
    }

    @Test func `server errors to the end of the budget leave it open until the quiescence`() throws
    {
        var story = try AttemptStory.ofSentCancel(retryPolicy: try RetryPolicy(dispatches: 1))
        #expect(try story.tell(.answered(.failed)) == .query)
        var step = try story.see(.unchanged)
        #expect(step == .wait(until: at(300_000)))
        #expect(try story.wake(step) == .query)
        step = try story.see(.unchanged)
        #expect(step == .wait(until: at(600_000)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.unchanged) == .settle(.notApplied(.unchanged)))
    }

    // MARK: Lost answers

    @Test func `a lost answer is found by an observation`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown), after: 10_000) == .query)
        #expect(try story.see(.applied) == .settle(.applied(.found)))
    }

    @Test(
        arguments: [0, 1, 299_999, 300_000, 599_999] as [Int64],
        [ObservedEffect.unchanged, .changed, .indeterminate])
    func `a lost answer neither ends nor is sent again before the quiescence`(
        moment: Int64, effect: ObservedEffect
    ) throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        guard case .wait = try story.see(effect, after: moment) else {
            Issue.record("no wait")
            return
        }
        #expect(story.attempt.dispatches == 1)
    }

    @Test func `a lost answer is sent again after the quiescence`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.unchanged, after: 600_000) == .commitDispatch)
        #expect(story.attempt.dispatches == 2)
    }

    @Test func `the quiescence runs from the moment the answer was given up`() throws {
        var story = AttemptStory.ofCancel()
        #expect(
            try story.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .seconds(6))))
                == .query)
        #expect(try story.see(.unchanged, after: 29_000) == .send)
        #expect(try story.tell(.answered(.unknown), after: 30_000) == .query)
        guard case .wait(let until) = try story.see(.unchanged) else {
            Issue.record("no wait")
            return
        }
        #expect(until == at(59_000 + 300_000))
        #expect(story.attempt.quietAt == at(59_000 + 600_000))
    }

    @Test(
        arguments: [(.unchanged, .unchanged), (.changed, .changed)]
            as [(ObservedEffect, AttemptFailure)])
    func `an observation from before the quiescence was over proves nothing after it`(
        effect: ObservedEffect, failure: AttemptFailure
    ) throws {
        var story = try AttemptStory.ofSentCancel(retryPolicy: try RetryPolicy(dispatches: 1))
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(effect, age: 2, after: 600_001) == .query)
        #expect(try story.see(effect, age: -1) == .query)
        #expect(try story.see(effect, age: .min) == .query)
        #expect(try story.see(effect, age: 1) == .settle(.notApplied(failure)))
    }

    @Test func `a changed order is not applied, but only when it is quiet`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        var step = try story.see(.changed)
        #expect(step == .wait(until: at(300_000)))
        #expect(try story.wake(step) == .query)
        step = try story.see(.changed)
        #expect(step == .wait(until: at(600_000)))
        #expect(try story.wake(step) == .query)
        #expect(try story.see(.changed) == .settle(.notApplied(.changed)))
    }

    @Test func `an order that is closed or lapsed ends the attempt at once`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.overtaken) == .settle(.notApplied(.overtaken)))
    }

    @Test func `lost to the end of the budget is unchanged in the end`() throws {
        var story = try AttemptStory.ofSentCancel()
        for count in 1...3 {
            #expect(story.attempt.dispatches == count)
            #expect(try story.tell(.answered(.unknown)) == .query)
            let step = try story.see(.unchanged, after: 600_000)
            guard count < 3 else {
                #expect(step == .settle(.notApplied(.unchanged)))
                return
            }
            #expect(step == .commitDispatch)
            #expect(
                try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                    == .send)
        }
    }

    @Test func `what could not be sent again after a loss stays open`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.unchanged, after: 600_000) == .commitDispatch)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        guard case .wait = try story.tell(.answered(.notSent)) else {
            Issue.record("no wait")
            return
        }
    }

    @Test func `the schedule's end calls a person, and a person may wake it`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        var step = try story.see(.indeterminate)
        var moments: [Int64] = []
        while case .wait(let until) = step {
            moments.append(until.since(at(0)).milliseconds)
            #expect(try story.wake(step) == .query)
            step = try story.see(.indeterminate)
        }
        #expect(
            moments == [300_000, 600_000, 3_600_000, 86_400_000, 259_200_000, 604_800_000])
        #expect(step == .park)
        #expect(story.attempt.stage == .parked)
        #expect(try story.tell(.woken, after: 86_400_000) == .query)
        #expect(try story.see(.applied) == .settle(.applied(.found)))
    }
}
