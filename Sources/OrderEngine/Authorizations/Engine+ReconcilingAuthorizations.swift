import OrderJournal
import OrderLifecycle

extension Engine {
    func reconcileAuthorizations(
        dueOnly: Bool, caller: Caller
    ) async throws(EngineError) -> [AuthorizationReport] {
        let now = clock.now()
        let open = try await read(about: []) { reader in
            try reader.attempts(openOnly: true, before: nil, limit: Self.maxAttempts)
        }
        var reports: [AuthorizationReport] = []
        var failure: EngineError?
        for attempt in open where !dueOnly || attempt.isDue(at: now) {
            guard case .authorization(let code) = attempt.subject else { continue }
            if Task.isCancelled { break }
            do throws(EngineError) {
                reports.append(try await reconcile(attempt, of: code, caller: caller))
            } catch {
                telemetry.failedToReconcile(error, attempt)
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return reports
    }

    private func reconcile(
        _ listed: AttemptProjection, of code: AuthorizationCode, caller: Caller
    ) async throws(EngineError) -> AuthorizationReport {
        try await serialized(on: listed.subject) { [self] () async throws(EngineError) in
            let (attempt, call, known, decidedOn, stored, key, latest) = try await read(
                about: [listed.subject]
            ) { [self] reader in
                let attempt = try reader.attempt(listed.id) ?? listed
                guard case .authorization(let call) = attempt.intent.call,
                    let known = try reader.authorization(code),
                    let stored = try reader.request(of: listed.id),
                    Digest32.of(stored) == attempt.intent.requestDigest
                else { throw EngineError.inconsistent("the request of \(listed.id) was altered") }
                let key = try sealingKey(of: attempt, in: reader)
                let decidedOn = try reader.knowledge(of: code, before: attempt.id)
                let latest = try reader.end()?.at ?? known.updatedAt
                return (attempt, call, known, decidedOn, stored, key, latest)
            }
            if attempt.isSettled {
                return AuthorizationReport(attempt: attempt, authorization: known)
            }
            let message = try requestKeys.message(
                in: RequestEnvelope(bytes: stored), for: attempt.id, customerKey: key)
            let openID = message.flatMap { provider.openID(in: $0) }
            let reference: AuthorizationReference? =
                code.customer == nil ? .code(code) : openID.map { .openID($0) }
            var context = AuthorizationContext(
                id: attempt.id, code: code, reference: reference,
                request: AuthorizationRequest(
                    call: call, reference: openID.map { .openID($0) } ?? .code(code),
                    message: message ?? .sealed),
                decidedOn: decidedOn,
                provenance: Provenance(
                    caller: caller, cause: Cause(.reconciliation, id: attempt.id.text)))
            // What WeChat shows may settle the attempt all the same.
            if message == nil { context.unsendable = .requestKeyMissing(attempt.id) }
            let now = clock.now()
            var run = AuthorizationRun(
                engine: self, context: context,
                machine: attempt.resumed(
                    retryPolicy: settings.retryPolicy, now: now, latest: latest),
                observationTime: ObservationTime(askedAt: clock.uptime(), signedAt: nil),
                recordedLastSentAt: attempt.lastSentAt, now: now)
            return try await run.run(from: .query)
        }
    }
}

extension OrderReader {
    /// How many records are read at once.
    private var recordPage: Int { 256 }

    /// What was known of an authorization when an attempt on it was intended.
    fileprivate func knowledge(
        of code: AuthorizationCode, before id: AttemptID
    ) throws -> AuthorizationKnowledge {
        var known = AuthorizationKnowledge.unseen
        var revision: Int64 = 0
        while true {
            let page = try records(
                of: .authorization(code), after: revision, limit: recordPage)
            for record in page {
                revision = record.revision
                let content = try record.content
                if case .authorization(.seen(let finding, let moment)) = content {
                    known = try known.following(finding, at: moment)
                }
                if case .attempt(.intended(let intent)) = content, intent.attempt == id {
                    return known
                }
            }
            guard page.count == recordPage else {
                throw EngineError.inconsistent("attempt \(id) has no intent")
            }
        }
    }
}
