import OrderLifecycle
import Testing

/// An attempt that a test leads through what happens to it, on a clock of its own.
struct AttemptStory {
    private(set) var attempt: Attempt
    /// Milliseconds since the story began.
    private(set) var now: Int64 = 0

    init(_ attempt: Attempt) {
        self.attempt = attempt
    }

    /// The story of a cancel whose intent has just become durable.
    ///
    /// - Parameter acknowledgedFor: Where a loss was acknowledged, for how long.
    static func ofCancel(
        acknowledgedFor: Int64? = nil, retryPolicy: RetryPolicy = .standard
    ) -> AttemptStory {
        let state: OrderState =
            acknowledgedFor == nil ? .known(.created(riskFund: nil)) : .known(awaiting(due: 5000))
        var situation = CallSituation(state: state, actor: actor("wang"))
        situation.acknowledgement = acknowledged(loss(5000))
        guard case .allowed(let clearance) = CallPolicy().decision(on: situation) else {
            fatalError("the sample is not allowed")
        }
        return AttemptStory(
            .beginning(
                clearance, intendedAt: at(0), acknowledgedUntil: at(acknowledgedFor ?? 600_000),
                retryPolicy: retryPolicy))
    }

    /// The story of a call that gives nothing up, whose intent has just become durable.
    static func ofCall(retryPolicy: RetryPolicy = .standard) -> AttemptStory {
        let situation = CallSituation(
            call: .complete(total: fen(5000)), state: .known(.inService(riskFund: nil)),
            actor: actor("wang"))
        guard case .allowed(let clearance) = CallPolicy().decision(on: situation) else {
            fatalError("the sample is not allowed")
        }
        return AttemptStory(
            .beginning(
                clearance, intendedAt: at(0), acknowledgedUntil: at(600_000),
                retryPolicy: retryPolicy))
    }

    /// The same story after its intent was sent.
    static func ofSentCancel(
        acknowledgedFor: Int64? = nil, retryPolicy: RetryPolicy = .standard
    ) throws -> AttemptStory {
        var story = ofCancel(acknowledgedFor: acknowledgedFor, retryPolicy: retryPolicy)
        #expect(
            try story.tell(.dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)))
                == .send
        )
        return story
    }

    /// Tells what happened, so many milliseconds later, and returns what is to be done.
    mutating func tell(_ input: AttemptInput, after pause: Int64 = 0) throws -> AttemptStep {
        now += pause
        let (next, step) = try attempt.following(input, now: at(now))
        attempt = next
        return step
    }

    /// An observation that has just been read.
    mutating func see(
        _ effect: ObservedEffect, age: Int64 = 0, after pause: Int64 = 0
    ) throws -> AttemptStep {
        try tell(
            .observed(effect, observationAge: ObservationAge(sinceAsked: .milliseconds(age))),
            after: pause)
    }

    /// Waits until the moment that a step named.
    mutating func wake(_ step: AttemptStep) throws -> AttemptStep {
        guard case .wait(let until) = step else {
            Issue.record("\(step) is no wait")
            return step
        }
        now = until.since(at(0)).milliseconds
        return try tell(.woken)
    }

    /// What a restart makes of it: as it was recorded, a sending without answer counts as lost.
    func restarted(uncertainty: Attempt.Uncertainty? = nil) -> AttemptStory {
        var story = self
        story.attempt = .resuming(
            dispatches: attempt.dispatches, lastSentAt: attempt.lastSentAt,
            uncertainty: uncertainty ?? attempt.uncertainty, refusal: attempt.refusal,
            acknowledgedUntil: attempt.acknowledgedUntil, retryPolicy: attempt.retryPolicy)
        return story
    }
}

/// A refusal of some kind.
func refusal(_ kind: Refusal.Kind) -> Refusal {
    Refusal(kind: kind, code: "CODE", status: 400, message: "为什么")
}
