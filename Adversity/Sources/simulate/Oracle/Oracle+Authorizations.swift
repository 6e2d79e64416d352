import OrderEngine
import OrderJournal
import OrderLifecycle

/// The records of authorizations.
extension Oracle {
    /// The number in the world of what is recorded under a code.
    func authorizationIndex(of code: AuthorizationCode) -> Int? {
        guard let customer = code.customer else { return world.index(of: code) }
        return customerIndex(of: customer).map { world.unnamed(of: $0) }
    }

    /// Whom records call so; at first, whom the engine was just told of.
    func customerIndex(of id: CustomerID) -> Int? {
        if let known = customers[id] { return known }
        guard let named = SimulatedCall.current?.namedCustomer,
            !customers.values.contains(named)
        else { return nil }
        customers[id] = named
        return named
    }

    /// Takes a record's place among those of its authorization.
    func place(_ record: JournalRecord, of code: AuthorizationCode) {
        guard let index = authorizationIndex(of: code) else {
            return fail(.i25, "record \(record.sequence) is of \(code), which nobody has")
        }
        let model = authorizations[index]
        check(
            .i2, record.revision == model.revision + 1 && record.previous == model.head,
            "record \(record.sequence) does not follow its authorization's last")
        (authorizations[index].revision, authorizations[index].head) = (
            record.revision, record.hash
        )
    }

    /// Folds a record of an authorization.
    func fold(_ record: JournalRecord, _ draft: RecordDraft, of code: AuthorizationCode) {
        guard let index = authorizationIndex(of: code) else { return }
        switch draft.content {
        case .authorization(.seen(let finding, let moment)):
            see(finding, at: moment, of: index, record)
        case .authorization(.bound(let customer)): bind(customer, to: index)
        case .authorization(.decided), .order, .journal: break
        case .attempt(let fact): fold(fact, of: index, record, draft)
        }
    }

    private func see(
        _ finding: AuthorizationFinding, at moment: Timestamp?, of index: Int,
        _ record: JournalRecord
    ) {
        let model = authorizations[index]
        switch finding {
        case .stale: return
        case .indeterminate: authorizations[index].state = .indeterminate
        case .confirmed: rest(on: AuthorizationWord(state: model.state, since: moment), of: index)
        case .event(let event):
            let next: AuthorizationState =
                switch event {
                case .requested: .pending
                case .opened: .available
                case .closed: .unavailable
                }
            rest(on: AuthorizationWord(state: next, since: moment), of: index)
            attribute(event, of: index, record)
        }
    }

    /// What is known rests on a word that WeChat signed, and on none that is older than before.
    private func rest(on word: AuthorizationWord, of index: Int) {
        let model = authorizations[index]
        check(
            .i25, model.signed.contains(word),
            "authorization \(index + 1) is recorded as \(word.state) since "
                + "\(word.since.map { "\($0)" } ?? "no moment"), and WeChat never signed that")
        guard let place = world.permissions.all[index].place(of: word) else {
            return fail(.i25, "authorization \(index + 1) never was \(word.state)")
        }
        // An older word that shows the same moves nothing. WeChat dates by the second: of an
        // indeterminate one nobody can tell which change of a second was the last.
        let isUndecided = model.state == .indeterminate && word.since == model.since
        check(
            .i26, place >= model.place || word.state == model.state || isUndecided,
            "authorization \(index + 1) goes back from \(model.state) to an older \(word.state)")
        // What is decided next rests on this word, though it may be the earlier of its second.
        authorizations[index].place = isUndecided ? place : max(place, model.place)
        authorizations[index].state = word.state
        if let since = word.since {
            authorizations[index].since = model.since.map { max($0, since) } ?? since
        }
    }

    /// A change that is recorded as a call's own was proven by WeChat's answer to that call.
    private func attribute(
        _ event: AuthorizationEvent, of index: Int, _ record: JournalRecord
    ) {
        guard record.cause.kind == .call, let id = record.cause.id,
            let attempt = authorizationAttempts[AttemptID(id)]
        else { return }
        check(
            .i22, attempt.isProven,
            "\(event) of authorization \(index + 1) is recorded as \(id)'s, and nothing proves it")
    }

    private func bind(_ customer: CustomerID, to index: Int) {
        let owner = world.permissions.all[index].customer
        check(
            .i25, owner != nil && customerIndex(of: customer) == owner,
            "authorization \(index + 1) is recorded as another customer's")
        authorizations[index].customer = customer
    }

    // MARK: Attempts

    private func fold(
        _ fact: AttemptFact, of index: Int, _ record: JournalRecord, _ draft: RecordDraft
    ) {
        switch fact {
        case .intended(let intent): begin(intent, of: index, record, draft)
        case .dispatched(let id, let count):
            guard let attempt = authorizationAttempts[id], attempt.outcome == nil else {
                return fail(.i7, "attempt \(id) is sent again after its end")
            }
            check(
                .i5,
                count == attempt.dispatches + 1
                    && count <= world.swarm.settings.retryPolicy.dispatches,
                "attempt \(id) is to be sent for the \(count)th time")
            authorizationAttempts[id]?.dispatches = count
        case .deferred(let details):
            authorizationAttempts[details.attempt]?.nextLook = details.nextAt.milliseconds
        case .settled(let end): settle(end.attempt, end.outcome, of: index)
        case .parked(let id): authorizationAttempts[id]?.isParked = true
        case .appliedLate(let id): fail(.i8, "\(id) is no attempt on an order")
        }
    }

    private func begin(
        _ intent: IntentDetails, of index: Int, _ record: JournalRecord, _ draft: RecordDraft
    ) {
        guard case .authorization(let call) = intent.call else {
            return fail(.i4, "\(intent.call.kind.rawValue) is intended on an authorization")
        }
        let model = authorizations[index]
        check(
            .i6, model.open == nil,
            "attempt \(intent.attempt) begins while \(model.open?.text ?? "") is open")
        check(
            .i7, authorizationAttempts[intent.attempt] == nil,
            "attempt \(intent.attempt) begins twice")
        authorizations[index].open = intent.attempt
        if let customer = intent.customer {
            check(
                .i25, customerIndex(of: customer) == SimulatedCall.current?.customer,
                "\(intent.attempt) names another customer than was asked for")
            authorizations[index].customer = customer
        }
        openAuthorizations.append(intent.attempt)
        authorizationAttempts[intent.attempt] = AuthorizationAttempt(
            authorization: index, call: call, message: message(of: draft), place: model.place,
            nextLook: record.at.milliseconds)
    }

    /// What an intent is to send; of what is sealed, what was made in this call.
    func message(of draft: RecordDraft) -> RequestMessage {
        draft.request.flatMap { RequestEnvelope(bytes: $0) }?.openMessage
            ?? SimulatedCall.current?.made ?? SimulatedProvider.message([])
    }

    private func settle(_ id: AttemptID, _ outcome: AttemptOutcome, of index: Int) {
        guard let attempt = authorizationAttempts[id] else {
            return fail(.i7, "attempt \(id) ends without a beginning")
        }
        check(.i7, attempt.outcome == nil, "attempt \(id) ends twice, last as \(outcome)")
        authorizationAttempts[id]?.outcome = outcome
        openAuthorizations.removeAll { $0 == id }
        authorizations[index].open = nil
        let authorization = world.permissions.all[index]
        switch outcome {
        case .applied(let proof):
            check(
                .i23, proof != .answered || attempt.isProven,
                "\(attempt.call) \(id) ends as answered, and no answer proves it")
            let isThere =
                switch attempt.call {
                case .request: authorization.state != .none
                case .terminate: authorization.hasEnded(after: attempt.place)
                }
            check(.i8, isThere, "\(attempt.call) \(id) ends applied at \(authorization.state)")
        case .notApplied, .refused:
            // A customer who agreed anew hides that the agreement before was ended.
            guard attempt.hadEffect, !authorization.hasOpened(after: attempt.place) else { break }
            if case .refused = outcome, world.swarm.doublesRequests { break }
            fail(.i8, "\(attempt.call) \(id) had its effect, ends \(outcome)")
        case .unproven: fail(.i8, "\(attempt.call) \(id) ends unproven, and shows its effect")
        }
        guard outcome.isProvenEnd, attempt.call == .terminate else { return }
        justEnded.append((index, attempt.place))
    }

    /// After a commit: what is stored is what the records say, and what has ended by a proof is not
    /// shown as available unless a customer has agreed since.
    func compareAuthorizations(in ledger: Ledger) {
        for (code, projection) in ledger.authorizations {
            guard let index = authorizationIndex(of: code) else { continue }
            check(
                .i12, authorizations[index].agrees(with: projection),
                "authorization \(code) is stored as \(projection), its records say "
                    + "\(authorizations[index])")
        }
        for (index, place) in justEnded where authorizations[index].state == .available {
            check(
                .i26,
                world.permissions.all[index].hasEnded(after: place)
                    && authorizations[index].place > place,
                "authorization \(index + 1) has ended, and is shown as available")
        }
        justEnded = []
    }
}

extension AttemptOutcome {
    /// Whether an attempt to end something has ended it.
    fileprivate var isProvenEnd: Bool {
        if case .applied = self { true } else { false }
    }
}
