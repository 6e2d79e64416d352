import OrderEngine
import OrderJournal
import OrderLifecycle

/// Requests about authorizations, and what WeChat says of them.
extension Oracle {
    /// The open attempt whose request this is; another of the same call where its bytes differ.
    func openAttempt(sending request: AuthorizationRequest) -> AttemptID? {
        let alike = openAuthorizations.filter { id in
            guard let attempt = authorizationAttempts[id] else { return false }
            return attempt.call == request.call && attempt.message.path == request.message.path
        }
        return alike.first { authorizationAttempts[$0]?.message == request.message } ?? alike.first
    }

    /// A request leaves the machine.
    func sending(_ letter: AuthorizationLetter, from incarnation: Incarnation) {
        let call = letter.request.call
        guard let id = letter.attempt, let attempt = authorizationAttempts[id] else {
            return fail(.i4, "\(call) of an authorization leaves without an intent")
        }
        check(
            .i4, attempt.message == letter.request.message,
            "\(call) \(id) leaves with other bytes than intended")
        authorizationAttempts[id]?.sends += 1
        check(
            .i5, attempt.sends + 1 <= attempt.dispatches,
            "attempt \(id) was recorded \(attempt.dispatches) times, sent \(attempt.sends + 1)")
        check(
            .i5, incarnation.authorizationsUnderWay[attempt.authorization, default: 0] == 0,
            "two requests of authorization \(attempt.authorization + 1) are under way at once")
        guard call == .terminate else { return }
        let model = authorizations[attempt.authorization]
        check(
            .i27, model.place == attempt.place,
            "a terminate leaves that was decided on another agreement than is known now")
        let open = orders.indices.filter {
            orders[$0].customer == model.customer && model.customer != nil && orders[$0].isOpen
        }
        check(
            .i27, open.isEmpty,
            "a terminate leaves while order \((open.first ?? 0) + 1) of its customer is open")
    }

    /// WeChat signs what an authorization shows.
    func signed(_ shown: WeChatAuthorization, of index: Int) {
        if let snapshot = WireWords.snapshot(of: shown) { heard(snapshot, of: index) }
    }

    /// What WeChat signed reaches somebody.
    func heard(_ snapshot: AuthorizationSnapshot, of index: Int) {
        authorizations[index].signed.insert(
            AuthorizationWord(state: snapshot.shown, since: snapshot.since))
    }

    /// WeChat's own answer to a request, which proves its success, reaches the process.
    func proved(_ letter: AuthorizationLetter, at moment: Int64) {
        guard let id = letter.attempt, let attempt = authorizationAttempts[id] else { return }
        authorizationAttempts[id]?.isProven = true
        let word =
            switch attempt.call {
            case .request: AuthorizationWord(state: .pending, since: nil)
            case .terminate:
                AuthorizationWord(
                    state: .unavailable,
                    since: Timestamp(clamping: WireWords.inWholeSeconds(moment)))
            }
        authorizations[attempt.authorization].signed.insert(word)
    }

    /// A request changed an authorization at WeChat.
    func effect(of letter: AuthorizationLetter, on index: Int) {
        guard let id = letter.attempt, let attempt = authorizationAttempts[id],
            // A late copy of a terminate by customer may meet another of theirs.
            attempt.authorization == index
        else { return }
        authorizationAttempts[id]?.hadEffect = true
        switch attempt.outcome {
        case .applied, nil: break
        case .notApplied, .refused, .unproven:
            // A copy of a request may do what its first was refused, or end what was agreed since.
            let isCopy = world.swarm.doublesRequests || letter.wasRefused
            check(
                .i8, isCopy, "\(attempt.call) \(id) has its effect after it ended without any")
        }
    }

    /// What a caller is told of an attempt is what the journal has.
    func compare(_ report: AuthorizationReport) {
        guard let attempt = authorizationAttempts[report.attempt.id] else {
            return fail(.i7, "a caller is told of \(report.attempt.id), which never began")
        }
        if case .settled(let outcome) = report.attempt.condition {
            check(.i7, attempt.outcome == outcome, "a caller is told of another outcome")
        }
    }
}
