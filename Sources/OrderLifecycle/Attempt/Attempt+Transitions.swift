extension Attempt {
    /// Returns the attempt after something happened, and what is to be done next.
    ///
    /// - Parameters:
    ///   - input: What happened.
    ///   - now: The wall clock.
    /// - Throws: ``UnexpectedAttemptInput`` if the input cannot happen in this stage; the attempt
    ///   stands.
    public func following(
        _ input: AttemptInput, now: Timestamp
    ) throws(UnexpectedAttemptInput) -> (attempt: Attempt, step: AttemptStep) {
        switch (stage, input) {
        case (.intended, .dispatchDurable(let age, let stateHolds)):
            // Of what was just decided, nothing but time can have changed.
            beforeSending(.unchanged, observationAge: stateHolds ? age : .unknown, now: now)
        case (.intended, .observed(let effect, let age)):
            // Reading again shows no younger signature; the same order is then not shown at all.
            beforeSending(
                isSignedTooEarly(age) && effect == .unchanged ? .indeterminate : effect,
                observationAge: age,
                now: now)
        case (.sent, .answered(let answer)):
            afterAnswer(answer, now: now)
        case (.querying, .observed(let effect, let age)):
            afterQuerying(effect, observationAge: age, now: now)
        case (.waiting, .woken), (.parked, .woken):
            (with(.querying), .query)
        // Pair by pair, so that a new stage or input does not compile until it is decided here.
        case (.intended, .answered), (.intended, .woken), (.sent, .dispatchDurable),
            (.sent, .observed), (.sent, .woken), (.querying, .dispatchDurable),
            (.querying, .answered), (.querying, .woken), (.waiting, .dispatchDurable),
            (.waiting, .answered), (.waiting, .observed), (.parked, .dispatchDurable),
            (.parked, .answered), (.parked, .observed), (.settled, _):
            throw UnexpectedAttemptInput(stage: stage, input: input)
        }
    }

    /// Returns the attempt with its last sending dated anew, because somebody has set the wall
    /// clock: what it showed before cannot be compared with what it shows now, and counted from
    /// here the quiescence is never too short.
    public func dated(_ now: Timestamp) -> Attempt {
        with(stage, lastSentAt: now)
    }

    // MARK: Before a sending

    /// A sending is durably recorded, or an observation that was too old to send on has been read
    /// again.
    private func beforeSending(
        _ effect: ObservedEffect, observationAge: ObservationAge, now: Timestamp
    ) -> (attempt: Attempt, step: AttemptStep) {
        let isFirst = dispatches == 1
        switch effect {
        case .unchanged:
            guard isAcknowledged(now) else { return retreat(.changed, now: now) }
            guard isFresh(observationAge) else { return (with(.intended), .query) }
            guard now.since(lastSentAt) <= RetryPolicy.sendingWindow else {
                return retreat(.neverSent, now: now)
            }
            return (with(.sent, lastSentAt: now), .send)
        case .applied: return isFirst ? settle(.notApplied(.changed)) : settle(.applied(.found))
        case .overtaken: return settle(.notApplied(.overtaken))
        case .changed, .invisible, .indeterminate: return retreat(.changed, now: now)
        }
    }

    /// The sending that was recorded is not made.
    private func retreat(
        _ failure: AttemptFailure, now: Timestamp
    ) -> (attempt: Attempt, step: AttemptStep) {
        uncertainty == .none ? settle(.notApplied(failure)) : wait(now: now)
    }

    // MARK: After a sending

    private func afterAnswer(
        _ answer: AttemptAnswer, now: Timestamp
    ) -> (attempt: Attempt, step: AttemptStep) {
        switch answer {
        case .accepted: settle(.applied(.answered))
        case .refused(let refusal): afterRefusal(refusal, now: now)
        case .failed:
            (
                with(
                    .querying, lastSentAt: now,
                    uncertainty: uncertainty == .unknown ? .unknown : .failed,
                    refusal: .some(nil)), .query
            )
        case .unknown:
            (with(.querying, lastSentAt: now, uncertainty: .unknown, refusal: .some(nil)), .query)
        case .notSent: afterNothingSent(now: now)
        }
    }

    /// No byte of this sending left; an earlier one may have been refused.
    private func afterNothingSent(now: Timestamp) -> (attempt: Attempt, step: AttemptStep) {
        guard uncertainty == .none, let refusal else { return retreat(.neverSent, now: now) }
        return settle(.refused(refusal))
    }

    private func afterRefusal(
        _ refusal: Refusal, now: Timestamp
    ) -> (attempt: Attempt, step: AttemptStep) {
        let refused = with(.querying, lastSentAt: now, refusal: refusal)
        guard let until = refused.sendableAt, until > now else { return (refused, .query) }
        return (refused.with(.waiting(until: until)), .wait(until: until))
    }

    // MARK: After a query

    private func afterQuerying(
        _ effect: ObservedEffect, observationAge: ObservationAge, now: Timestamp
    ) -> (attempt: Attempt, step: AttemptStep) {
        switch effect {
        case .applied: settle(meaningOfEffect)
        case .overtaken:
            settle(refusal.map(AttemptOutcome.refused) ?? .notApplied(.overtaken))
        case .changed: conclude(.changed, observationAge: observationAge, now: now)
        case .unchanged: afterNoEffect(observationAge: observationAge, now: now)
        case .invisible: settle(refusal.map(AttemptOutcome.refused) ?? .unproven)
        case .indeterminate: afterNoObservation(now: now)
        }
    }

    /// What it means that an observation shows the effect.
    private var meaningOfEffect: AttemptOutcome {
        // Whether an earlier sending did it, or somebody else, cannot be told.
        refusal != nil && uncertainty == .none ? .applied(.alreadyThere) : .applied(.found)
    }

    /// Without an observation, only a refusal that leaves nothing open can end the attempt.
    private func afterNoObservation(now: Timestamp) -> (attempt: Attempt, step: AttemptStep) {
        guard uncertainty == .none, sendableAt == nil, let refusal, refusal.kind != .alreadyRevoked
        else { return wait(now: now) }
        return settle(.refused(refusal))
    }

    /// An observation shows the order as it stood when the attempt was decided.
    private func afterNoEffect(
        observationAge: ObservationAge, now: Timestamp
    ) -> (attempt: Attempt, step: AttemptStep) {
        guard let sendableAt, isAcknowledged(max(now, sendableAt)),
            !isSignedTooEarly(observationAge)
        else {
            return conclude(.unchanged, observationAge: observationAge, now: now)
        }
        guard now >= sendableAt else { return wait(now: now, or: sendableAt) }
        guard isFresh(observationAge) else { return (with(.querying), .query) }
        let again = with(.intended, dispatches: dispatches + 1, lastSentAt: now)
        return (again, .commitDispatch)
    }

    /// Ends the attempt without an effect, or waits until that is certain.
    private func conclude(
        _ failure: AttemptFailure, observationAge: ObservationAge, now: Timestamp
    ) -> (attempt: Attempt, step: AttemptStep) {
        // "Already revoked" is not believed before an observation shows it.
        let isOpen = uncertainty != .none || refusal?.kind == .alreadyRevoked
        guard !isOpen || isQuiet(observationAge, now) else {
            // Where answers are as old as this one, none is from after the quiescence before that.
            let moment = quietAt.advanced(by: observationAge.signedBeforeAsking)
            return now < moment ? wait(now: now, or: moment) : (with(.querying), .query)
        }
        return settle(refusal.map(AttemptOutcome.refused) ?? .notApplied(failure))
    }

    /// Whether the observation itself is from after the quiescence, and not only the present
    /// moment.
    private func isQuiet(_ observationAge: ObservationAge, _ now: Timestamp) -> Bool {
        let age = observationAge.duration
        return age >= .zero && now.advanced(by: .zero - age) >= quietAt
    }

    /// The first moment at which the same bytes may go out again: after a passing refusal or
    /// failure, or once a sending without a verified answer can no longer take effect; `nil` if
    /// they never may.
    private var sendableAt: Timestamp? {
        guard dispatches < retryPolicy.dispatches else { return nil }
        let retry = lastSentAt.advanced(by: retryPolicy.pause(afterDispatches: dispatches))
        switch refusal?.kind {
        case .deductionRunning:
            return lastSentAt.advanced(by: retryPolicy.deductionPause)
        case .rateLimited: return retry
        case .alreadyRevoked, .alreadyDone, .wrongState, .unknownOrder, .invalidRequest,
            .notPermitted, .signature, .other:
            return nil
        case .none: break
        }
        switch uncertainty {
        case .failed: return retry
        case .none, .unknown: return quietAt
        }
    }

    private func isAcknowledged(_ now: Timestamp) -> Bool {
        acknowledgedUntil.map { now < $0 } ?? true
    }

    private func isFresh(_ observationAge: ObservationAge) -> Bool {
        let age =
            retryPolicy.judgesSignature ? observationAge.duration : observationAge.sinceAsked
        return (.zero...retryPolicy.freshness).contains(age)
    }

    /// Whether the signature is so much older than the question that no observation is fresh by it.
    private func isSignedTooEarly(_ observationAge: ObservationAge) -> Bool {
        retryPolicy.judgesSignature && observationAge.signedBeforeAsking > retryPolicy.freshness
    }

    // MARK: The next stage

    private func settle(_ outcome: AttemptOutcome) -> (attempt: Attempt, step: AttemptStep) {
        (with(.settled(outcome)), .settle(outcome))
    }

    /// Waits for the next query of the schedule, or for an earlier moment that matters.
    private func wait(
        now: Timestamp, or moment: Timestamp? = nil
    ) -> (attempt: Attempt, step: AttemptStep) {
        let next = [retryPolicy.nextLookup(after: now, sent: lastSentAt), moment]
            .compactMap { $0 }.filter { $0 > now }.min()
        guard let next else { return (with(.parked), .park) }
        return (with(.waiting(until: next)), .wait(until: next))
    }

    private func with(
        _ stage: Stage, dispatches: Int? = nil, lastSentAt: Timestamp? = nil,
        uncertainty: Uncertainty? = nil, refusal: Refusal?? = nil
    ) -> Attempt {
        Attempt(
            stage: stage, retryPolicy: retryPolicy, dispatches: dispatches ?? self.dispatches,
            lastSentAt: lastSentAt ?? self.lastSentAt, uncertainty: uncertainty ?? self.uncertainty,
            refusal: refusal ?? self.refusal, acknowledgedUntil: acknowledgedUntil)
    }
}
