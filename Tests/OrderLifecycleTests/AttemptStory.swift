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
        acknowledgedFor: Int64? = nil, terms: AttemptTerms = .standard
    ) -> AttemptStory {
        let standing: OrderStanding =
            acknowledgedFor == nil ? .clear(.created(riskFund: nil)) : .clear(awaiting(due: 5000))
        var situation = CancelSituation(standing: standing, actor: actor("wang"))
        situation.acknowledgement = acknowledged(loss(5000))
        guard case .allowed(let clearance) = CancelPolicy().decision(on: situation) else {
            fatalError("the sample is not allowed")
        }
        return AttemptStory(
            .beginning(
                clearance, intendedAt: at(0), acknowledgedUntil: at(acknowledgedFor ?? 600_000),
                terms: terms))
    }

    /// The story of a call that gives nothing up, whose intent has just become durable.
    static func ofCall(terms: AttemptTerms = .standard) -> AttemptStory {
        let situation = CancelSituation(
            call: .complete(total: fen(5000)), standing: .clear(.inService(riskFund: nil)),
            actor: actor("wang"))
        guard case .allowed(let clearance) = CancelPolicy().decision(on: situation) else {
            fatalError("the sample is not allowed")
        }
        return AttemptStory(
            .beginning(
                clearance, intendedAt: at(0), acknowledgedUntil: at(600_000), terms: terms))
    }

    /// The same story after its intent was sent.
    static func ofSentCancel(
        acknowledgedFor: Int64? = nil, terms: AttemptTerms = .standard
    ) throws -> AttemptStory {
        var story = ofCancel(acknowledgedFor: acknowledgedFor, terms: terms)
        #expect(try story.tell(.dispatchDurable(viewAge: ViewAge(sinceAsked: 0))) == .send)
        return story
    }

    /// Tells what happened, so many milliseconds later, and returns what is to be done.
    mutating func tell(_ input: AttemptInput, after pause: Int64 = 0) throws -> AttemptStep {
        now += pause
        let (next, step) = try attempt.following(input, now: at(now))
        attempt = next
        return step
    }

    /// A view that has just been read.
    mutating func see(
        _ sight: AttemptSight, age: Int64 = 0, after pause: Int64 = 0
    ) throws -> AttemptStep {
        try tell(.viewed(sight, viewAge: ViewAge(sinceAsked: age)), after: pause)
    }

    /// Waits until the moment that a step named.
    mutating func wake(_ step: AttemptStep) throws -> AttemptStep {
        guard case .wait(let until) = step else {
            Issue.record("\(step) is no wait")
            return step
        }
        now = until.millisecondsSince(at(0))
        return try tell(.woken)
    }

    /// What a restart makes of it: as it was recorded, a sending without answer counts as lost.
    func restarted(doubt: Attempt.Doubt? = nil) -> AttemptStory {
        var story = self
        story.attempt = .resuming(
            dispatches: attempt.dispatches, lastSentAt: attempt.lastSentAt,
            doubt: doubt ?? attempt.doubt, refusal: attempt.refusal,
            acknowledgedUntil: attempt.acknowledgedUntil, terms: attempt.terms)
        return story
    }
}

/// A refusal of some kind.
func refusal(_ kind: Refusal.Kind) -> Refusal {
    Refusal(kind: kind, code: "CODE", status: 400, message: "为什么")
}
