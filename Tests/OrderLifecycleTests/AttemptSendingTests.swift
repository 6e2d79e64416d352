import OrderLifecycle
import Testing

/// When bytes may leave, and what a sending leaves in doubt.
struct AttemptSendingTests {
    @Test func `a sending is made soon after its record or not at all`() throws {
        var inTime = AttemptStory.ofCancel()
        #expect(
            try inTime.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)), after: 30_000)
                == .send)
        var late = AttemptStory.ofCancel()
        #expect(
            try late.tell(
                .dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)), after: 30_001)
                == .settle(.notApplied(.neverSent)))
    }

    @Test func `a server error takes away no doubt that a lost answer left`() throws {
        var story = try AttemptStory.ofSentCancel()
        #expect(try story.tell(.answered(.unknown)) == .query)
        #expect(try story.see(.unchanged, after: 600_000) == .commitDispatch)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        #expect(try story.tell(.answered(.failed)) == .query)
        #expect(story.attempt.uncertainty == .unknown)
        let step = try story.see(.unchanged, after: 10_000)
        guard case .wait(let until) = step else {
            Issue.record("goes on with \(step)")
            return
        }
        #expect(until > at(story.now))
    }
}
