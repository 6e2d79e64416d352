import OrderJournal
import OrderLifecycle

extension EngineTransaction {
    /// Records what somebody had WeChat asked for, and returns what it adds to what is known.
    @discardableResult
    mutating func record(
        _ observation: OrderObservation, of number: OutOrderNumber, askedBy caller: Caller
    ) throws -> ObservationOutcome {
        let cause = Cause(.query, id: observation.evidence?.requestID)
        return try record(observation, of: number, by: Provenance(caller: caller, cause: cause))
    }

    /// Records what an observation shows, and returns what it adds to what is known.
    ///
    /// - Parameter mayOpenAttemptHaveActed: Whether something that the open attempt sent may have
    ///   taken effect; left out, it is as the journal has it.
    @discardableResult
    mutating func record(
        _ observation: OrderObservation, of number: OutOrderNumber, by provenance: Provenance,
        mayOpenAttemptHaveActed: Bool? = nil
    ) throws -> ObservationOutcome {
        var order = try order(number)
        if let creation = observation.creationBeforeCompletion(of: order) {
            try append(
                .order(.happened(creation, isSigned: observation.isSigned, outside: nil)),
                to: .order(number), by: provenance, evidence: observation.evidence)
            order = try self.order(number)
        }
        let finding = observation.finding(
            on: order, isCurrent: try isCurrent(observation, of: order))
        if case .event(let event) = finding {
            let changes = order.state.lastPhase?.merchantChanges(by: event) ?? []
            let origins = try changes.map {
                try origin(of: $0.kind, by: event, observation, order, mayOpenAttemptHaveActed)
            }
            let outside = zip(changes, origins).first { $1 == .elsewhere }?.0
            try append(
                .order(.happened(event, isSigned: observation.isSigned, outside: outside)),
                to: .order(number),
                by: provenance,
                evidence: observation.evidence)
            for case .endedAttempt(let attempt) in origins {
                try append(.attempt(.appliedLate(attempt)), to: .order(number), by: provenance)
            }
        } else {
            try append(
                .order(.observed(finding, isSigned: observation.isSigned)), to: .order(number),
                by: provenance,
                evidence: observation.evidence)
        }
        // Of an order that somebody else's observation was taken for, nothing else is learned.
        guard !observation.isOfAnother(than: order) else { return finding }
        for contradiction in observation.contradictions(beside: finding, on: order) {
            try append(
                .order(.observed(.contradiction(contradiction), isSigned: observation.isSigned)),
                to: .order(number),
                by: provenance, evidence: observation.evidence)
        }
        let identity = observation.identity(on: order)
        if identity != order.identity {
            try append(.order(.identified(identity)), to: .order(number), by: provenance)
        }
        if let attempt = order.failedCancel, order.openAttempt == nil, finding == .event(.revoked) {
            try append(.attempt(.appliedLate(attempt)), to: .order(number), by: provenance)
        }
        return finding
    }

    /// Whether an observation shows the order as it is since what is known was learnt.
    ///
    /// A notification shows it as it was. And whatever else WeChat signed no later than the
    /// notification by which the order ended was on its way when that came.
    private func isCurrent(
        _ observation: OrderObservation, of order: OrderProjection
    ) throws -> Bool {
        if observation.notice != nil { return false }
        guard order.state.phase?.kind.isFinal ?? false, let signedAt = observation.signedAt else {
            return true
        }
        let ending = try writer.records(
            of: .order(order.order), after: order.stateRevision - 1, limit: 1
        ).first
        guard let ending, ending.cause.kind == .notification, let notifiedAt = ending.providerAt
        else { return true }
        return signedAt > notifiedAt
    }

    /// Where a change comes from, as far as the journal can tell.
    private enum Origin: Hashable {
        /// A call of ours made it, or may have made it and is looked into.
        case ours
        /// A call of ours that was taken to have failed may have made it after all.
        case endedAttempt(AttemptID)
        /// No call of ours explains it.
        case elsewhere
    }

    private func origin(
        of kind: OutsideChange.Kind, by event: OrderEvent, _ observation: OrderObservation,
        _ order: OrderProjection, _ mayOpenAttemptHaveActed: Bool?
    ) throws -> Origin {
        let after = try order.state.following(event)
        /// Whether the call makes such a change, and this very one: a complete of another total
        /// does not.
        func isMade(by call: OrderCall) -> Bool {
            kind.isMade(by: call.kind)
                && call.observedEffect(from: order.state, to: after) == .applied
        }
        if let request = observation.answered, isMade(by: request.call) { return .ours }
        // A late cancel is told below, once no attempt is open.
        if kind == .revoked, order.failedCancel != nil { return .ours }
        if let attempt = try order.openAttempt.flatMap({ try writer.attempt($0) }),
            attempt.intent.call.order.map(isMade) ?? false,
            mayOpenAttemptHaveActed ?? (attempt.uncertainty != .none)
        {
            return .ours
        }
        return try originInThePast(order, isMade)
    }

    /// How many of an order's last records are searched.
    private static let searchLimit: Int64 = 1000

    /// Looks among the last records for an attempt at such a call that succeeded, or may have taken
    /// effect after all.
    private func originInThePast(
        _ order: OrderProjection, _ isMade: (OrderCall) -> Bool
    ) throws -> Origin {
        guard order.revision > 0 else { return .elsewhere }
        let records = try writer.records(
            of: .order(order.order), after: max(0, order.revision - Self.searchLimit),
            limit: Int(Self.searchLimit))
        for record in records.reversed() {
            guard case .attempt(.settled(let end)) = try record.content,
                end.outcome.isApplied || end.mayApplyLate,
                let call = try writer.attempt(end.attempt)?.intent.call.order, isMade(call)
            else { continue }
            return end.outcome.isApplied ? .ours : .endedAttempt(end.attempt)
        }
        return .elsewhere
    }
}
