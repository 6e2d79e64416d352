import OrderJournal
import OrderLifecycle

extension EngineTransaction {
    /// Records a notification and what follows from it, unless it was recorded before.
    ///
    /// - Parameter authorization: What it shows of an authorization.
    mutating func take(
        _ opened: OpenedNotification, _ authorization: SeenAuthorization?,
        by provenance: Provenance, _ settings: EngineSettings, _ unsent: UnsentAttempts
    ) throws -> TakenNotification {
        let details = opened.details
        if let earlier = try writer.notification(details.id)?.content.notification {
            guard earlier == details else { return try refuse(opened, by: provenance) }
            return TakenNotification(answer: .duplicate)
        }
        switch opened.content {
        case .order(let notice, let number, let seen):
            if try isRepeated(details, of: number) { return TakenNotification(answer: .duplicate) }
            try append(
                .order(.notified(details)), to: .order(number), by: provenance,
                evidence: opened.evidence.withoutExcerpt)
            let observation = OrderObservation(seen, of: opened, announcing: notice)
            let isUnsent = try order(number).openAttempt.map { unsent.contains($0) } ?? false
            let finding = try record(
                observation, of: number, by: provenance,
                mayOpenAttemptHaveActed: isUnsent ? false : nil)
            // The call under way looks again before it sends.
            guard !isUnsent else { return TakenNotification(answer: .recorded) }
            return TakenNotification(
                answer: .recorded,
                settled: try settleOpenAttempt(
                    at: number, by: observation, finding, provenance, settings))
        case .authorization, .other:
            try append(
                .notified(details), by: provenance, evidence: opened.evidence.withoutExcerpt)
            guard let authorization else { return TakenNotification(answer: .ignored) }
            return try take(authorization, by: provenance, settings, unsent)
        }
    }

    /// Records what a notification shows of an authorization, and settles the attempt that it
    /// proves.
    private mutating func take(
        _ seen: SeenAuthorization, by provenance: Provenance, _ settings: EngineSettings,
        _ unsent: UnsentAttempts
    ) throws -> TakenNotification {
        let finding = try record(seen, by: provenance)
        let known = try authorization(seen.code)
        guard finding.supportsState, let open = known.openAttempt, !unsent.contains(open),
            let attempt = try writer.attempt(open),
            case .authorization(let call) = attempt.intent.call
        else { return TakenNotification(answer: .recorded) }
        return TakenNotification(
            answer: .recorded,
            settled: try settle(
                attempt, by: call.effect(in: known.state), settings.retryPolicy, provenance))
    }

    /// How many of an order's last records are searched for the same event.
    private static let searchLimit: Int64 = 256

    /// Whether the same event of the order was recorded under another name.
    private func isRepeated(
        _ details: NotificationDetails, of number: OutOrderNumber
    ) throws -> Bool {
        let known = try order(number)
        guard known.revision > 0 else { return false }
        // To read what the other records mean took 9 % of the commit (benchmark row 14).
        let event = RecordContent.order(.notified(details)).event
        return try writer.records(
            of: .order(number), after: max(0, known.revision - Self.searchLimit),
            limit: Int(Self.searchLimit)
        ).contains { record in
            guard record.event == event else { return false }
            let earlier = try record.content.notification
            return earlier?.type == details.type && earlier?.content == details.content
        }
    }

    /// Records and alarms that WeChat said something else under the same name before; whatever it
    /// says now changes nothing.
    private mutating func refuse(
        _ opened: OpenedNotification, by provenance: Provenance
    ) throws -> TakenNotification {
        if case .order(let notice, let number, let seen) = opened.content,
            case let known = try order(number), known.revision > 0
        {
            let observation = OrderObservation(seen, of: opened, announcing: notice)
            let finding = ObservationOutcome.contradiction(.notificationReused)
            if try !isRecorded(finding, in: observation, of: known) {
                try append(
                    .order(.observed(finding)), to: .order(number), by: provenance,
                    evidence: opened.evidence)
            }
        }
        return TakenNotification(answer: .refused(.reused))
    }

    /// Settles the open attempt whose effect the observation proves, or shows to be impossible.
    private mutating func settleOpenAttempt(
        at number: OutOrderNumber, by observation: OrderObservation,
        _ finding: ObservationOutcome, _ provenance: Provenance, _ settings: EngineSettings
    ) throws -> (AttemptProjection, AttemptOutcome)? {
        let known = try order(number)
        guard finding.supportsState,
            let attempt = try known.openAttempt.flatMap({ try writer.attempt($0) }),
            let call = attempt.intent.call.order
        else { return nil }
        let effect = call.observedEffect(
            from: attempt.decidedOn, to: observation.state(beside: known.state),
            everySendingRefused: attempt.refusal != nil && attempt.uncertainty == .none)
        return try settle(attempt, by: effect, settings.retryPolicy(for: call.kind), provenance)
    }

    /// Settles an open attempt whose effect is proved, or shown to be impossible.
    private mutating func settle(
        _ attempt: AttemptProjection, by effect: ObservedEffect, _ retryPolicy: RetryPolicy,
        _ provenance: Provenance
    ) throws -> (AttemptProjection, AttemptOutcome)? {
        switch effect {
        // What shows no effect may be older than the sending.
        case .unchanged, .changed, .invisible, .indeterminate: return nil
        case .applied, .overtaken: break
        }
        let machine = attempt.resumed(retryPolicy: retryPolicy, now: clock, latest: now)
        guard
            case .settle(let outcome)? = try? machine.following(
                .observed(effect, observationAge: .unknown), now: clock
            ).step
        else { return nil }
        let details = SettlementDetails(
            attempt: attempt.id, attempted: attempt.intent.call.kind, outcome: outcome,
            uncertainty: outcome.isApplied ? nil : attempt.uncertainty)
        try append(.attempt(.settled(details)), to: attempt.subject, by: provenance)
        return (attempt, outcome)
    }
}

extension OrderObservation {
    /// What a notification shows.
    fileprivate init(
        _ seen: ProviderObservation, of opened: OpenedNotification,
        announcing notice: OrderNotice
    ) {
        self.init(
            seen.snapshot, identity: seen.identity, evidence: opened.evidence, isSigned: true,
            announcing: notice)
    }
}

extension Evidence {
    /// What is left for a record that is not about the order's state.
    fileprivate var withoutExcerpt: Evidence {
        Evidence(
            excerpt: nil, bodyDigest: bodyDigest, requestID: requestID, signedBy: signedBy,
            signedAt: signedAt)
    }
}
