import OrderJournal
import OrderLifecycle

extension Engine {
    /// What is done about customers' authorizations.
    public var authorizations: Authorizations { Authorizations(engine: self) }

    /// The flow of each call on an authorization: observe, decide, record, intend, send, settle.
    ///
    /// - Parameters:
    ///   - wish: What is wanted.
    ///   - code: Under which code it is recorded.
    ///   - reference: By what WeChat is asked about it.
    ///   - named: The customer whom the request names, and what was seen of them.
    ///   - caller: Who asks.
    func perform(
        _ wish: AuthorizationWish, of code: AuthorizationCode,
        by reference: AuthorizationReference,
        _ named: (customer: NamedCustomer, seen: SeenAuthorization)?, caller: Caller
    ) async throws(EngineError) -> AuthorizationResult {
        try await tracked(.authorizationCall(wish.call), [.call: wish.call.rawValue]) {
            [self] span async throws(EngineError) in
            let result = try await performed(wish, of: code, by: reference, named, caller)
            span.set(.outcome, result.code)
            return result
        }
    }

    private func performed(
        _ wish: AuthorizationWish, of code: AuthorizationCode,
        by reference: AuthorizationReference,
        _ named: (customer: NamedCustomer, seen: SeenAuthorization)?, _ caller: Caller
    ) async throws(EngineError) -> AuthorizationResult {
        let request: AuthorizationRequest
        do throws(RequestProblems) { request = try provider.request(for: wish) } catch {
            throw .request(error)
        }
        let names = provider.openID(in: request.message) != nil
        guard request.call == wish.call, names == (named != nil) else {
            throw .inconsistent("the provider made a request for something else")
        }
        let customer = named?.customer
        return try await serialized(on: .authorization(code)) {
            [self] () async throws(EngineError) in
            let seen = try await observationFirst(for: wish.call, reference, named?.seen)
            let id = AttemptID(randomBytes: random.bytes(10))
            unsent.add(id)
            defer { unsent.remove(id) }
            let envelope = try requestKeys.envelope(
                of: request.message, for: id, sealedFor: customer?.key)
            let provenance = Provenance(caller: caller, cause: Cause(.call, id: id.text))
            let intent = IntentDetails(
                attempt: id, authorizationCall: wish.call,
                requestDigest: Digest32.of(envelope.bytes), customer: customer?.id)
            let (decision, machine, known) = try await commit(on: [.authorization(code)]) {
                [self] transaction in
                if let seen { try transaction.record(seen, by: provenance) }
                let known = try transaction.authorization(code)
                let decision = wish.call.decision(on: try transaction.situation(of: known))
                try transaction.append(
                    .authorization(.decided(AuthorizationDecisionDetails(wish.call, decision))),
                    to: .authorization(code), by: provenance, reason: request.reason)
                guard case .allowed(let clearance) = decision else {
                    return (decision, nil as Attempt?, try transaction.authorization(code))
                }
                try transaction.expect(customer?.id)
                try transaction.append(
                    .attempt(.intended(intent)), to: .authorization(code), by: provenance,
                    reason: request.reason,
                    request: envelope.bytes)
                let machine: Attempt? = .beginning(
                    clearance, intendedAt: transaction.now, acknowledgedUntil: transaction.now,
                    retryPolicy: settings.retryPolicy)
                return (decision, machine, known)
            }
            telemetry.count(.decisions, wish.call.rawValue, decision.code.rawValue)
            guard let machine else {
                guard case .denied(let reasons, let orders) = decision else {
                    throw .inconsistent("what was allowed has no attempt")
                }
                return .denied(reasons, openOrders: orders, known)
            }
            let context = AuthorizationContext(
                id: id, code: code, reference: reference, request: request,
                decidedOn: known.knowledge, provenance: provenance)
            var run = AuthorizationRun(
                engine: self, context: context, machine: machine,
                observationTime: seen?.time
                    ?? ObservationTime(askedAt: clock.uptime(), signedAt: nil),
                recordedLastSentAt: machine.lastSentAt, now: clock.now())
            let step = try await run.dispatch()
            let report = try await run.run(from: step)
            return .attempted(report, run.receipt)
        }
    }

    /// What is ended is looked at first; what was just seen need not be asked for again.
    ///
    /// A request is decided on what the journal knows: there may be nothing to look at yet.
    private func observationFirst(
        for call: AuthorizationCall, _ reference: AuthorizationReference,
        _ seen: SeenAuthorization?
    ) async throws(EngineError) -> SeenAuthorization? {
        switch call {
        case .request: return nil
        case .terminate:
            if let seen { return seen }
            return try await fetchAuthorization(reference).seen()
        }
    }

    /// Asks WeChat where an authorization stands, and records nothing but, where WeChat names one,
    /// a new customer.
    func fetchAuthorization(
        _ reference: AuthorizationReference
    ) async -> AuthorizationQueryResult {
        let askedAt = clock.uptime()
        switch await ask(reference) {
        case .accepted(let observation, let evidence):
            let time = ObservationTime(askedAt: askedAt, signedAt: evidence.signedAt)
            do throws(EngineError) {
                let whole = observation.completed(by: reference)
                guard let seen = try await placed(whole, evidence, at: time) else {
                    return .failed(.customerKeyMissing)
                }
                return .seen(seen)
            } catch { return .failed(error) }
        case .refused(let refusal, let evidence)
        where refusal.kind == .unknownOrder || refusal.status == 404:
            return .unknown(ObservationTime(askedAt: askedAt, signedAt: evidence.signedAt))
        case .refused(let refusal, _): return .failed(.refused(refusal))
        case .unknown(let answer): return .failed(.unanswered(answer))
        case .notSent(let failure): return .failed(.unreachable(failure))
        }
    }

    /// Finds the code and the customer under which an observation is recorded; `nil` where it has
    /// no code, and no key finds its customer again.
    ///
    /// Where the customer was forgotten whose the authorization is, they are given no other name:
    /// it would lead from them to the old one.
    func placed(
        _ observation: AuthorizationObservation, _ evidence: Evidence?, at time: ObservationTime
    ) async throws(EngineError) -> SeenAuthorization? {
        let customer: NamedCustomer? =
            if customerKey != nil, let openID = observation.openID,
                try await !isForgotten(observation.code)
            {
                try await named(openID)
            } else {
                nil
            }
        let unnamed = customer.map { AuthorizationCode(standingFor: $0.id) }
        guard let code = observation.code ?? unnamed else { return nil }
        return SeenAuthorization(
            code: code, snapshot: observation.snapshot, customer: customer?.id,
            evidence: evidence, time: time)
    }

    /// Whether the customer was forgotten whose the authorization is known to be.
    private func isForgotten(_ code: AuthorizationCode?) async throws(EngineError) -> Bool {
        guard let code else { return false }
        return try await read(about: [.authorization(code)]) { reader in
            let customer = try reader.authorization(code)?.customer
            return try customer.flatMap { try reader.customer($0) }?.isForgotten ?? false
        }
    }
}

extension AuthorizationObservation {
    /// The observation with what the question named.
    fileprivate func completed(by reference: AuthorizationReference) -> AuthorizationObservation {
        switch reference {
        case .code(let code):
            AuthorizationObservation(snapshot: snapshot, code: code, openID: openID)
        case .openID(let openID):
            AuthorizationObservation(snapshot: snapshot, code: code, openID: openID)
        }
    }
}
