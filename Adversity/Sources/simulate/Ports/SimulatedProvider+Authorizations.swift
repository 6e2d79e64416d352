import OrderEngine
import OrderJournal
import OrderLifecycle

/// Authorizations, over the same network as orders.
extension SimulatedProvider {
    func openID(in message: RequestMessage) -> OpenID? {
        let segments = message.path.split(separator: "/")
        let named: Int?
        if let index = segments.firstIndex(of: "openid") {
            named = (try? OpenID(String(segments[index + 1]))).flatMap(World.customer)
        } else {
            named = WeChatImitation.customer(in: message.body)
        }
        guard let named else { return nil }
        SimulatedCall.current?.namedCustomer = named
        return try? OpenID(World.openID(of: named))
    }

    func request(
        for wish: AuthorizationWish
    ) throws(RequestProblems) -> AuthorizationRequest {
        let request: AuthorizationRequest
        switch wish {
        case .request(let code, _):
            request = AuthorizationRequest(
                call: .request, reference: .code(code),
                message: RequestMessage(
                    path: "/permissions/\(code.text)",
                    body: Array("\(SimulatedCall.current?.number ?? 0)".utf8)))
        case .terminate(let reference, let reason):
            let segments =
                switch reference {
                case .code(let code): "code/\(code.text)"
                case .openID(let openID): "openid/\(openID.text)"
                }
            request = AuthorizationRequest(
                call: .terminate, reference: reference,
                message: RequestMessage(
                    path: "/permissions/\(segments)/terminate", body: Array(reason.text.utf8)),
                reason: reason.text)
        }
        SimulatedCall.current?.made = request.message
        return request
    }

    // MARK: Questions

    func query(
        _ reference: AuthorizationReference
    ) async -> ProviderAnswer<AuthorizationObservation> {
        world.disturbClock()
        await world.pause(world.delay())
        guard !incarnation.isDead else { return .unknown(.connectionLost) }
        world.meddle(withAuthorization: world.index(of: reference))
        let index = world.index(of: reference)
        let mishap = world.mishap(
            among: .querying, otherwise: .querySmooth, about: .authorization(index))
        var shown = world.permissions.all[index]
        switch mishap {
        case .queryCrash:
            world.crash(incarnation)
            return .unknown(.connectionLost)
        case .queryLost:
            // Lost to us; somebody on the way may have it.
            _ = world.sign(shown, of: index)
            await world.pause(Self.timeout)
            return .unknown(.timedOut)
        case .queryFailed: return .unknown(.serverError(status: 500, code: "SYSTEM_ERROR"))
        case .queryUnsigned:
            guard world.tampering == .believesAnybody else {
                return .unknown(.unverified(AnswerClaim(.unsigned, status: 200)))
            }
            let now = Timestamp(clamping: WireWords.inWholeSeconds(world.time))
            return .accepted(
                AuthorizationObservation(
                    snapshot: world.dice.falls(500) ? .opened(at: now) : .closed(at: now),
                    code: shown.code),
                WireWords.evidence(signedAt: world.time))
        case .queryUnreachable: return .notSent(UnreachableProvider(explanation: "told so"))
        case .queryRefused: return refuse(world.dice.pick(WireWords.odd.dropLast(2)))
        case .queryStale:
            shown = world.permissions.seen(
                index, at: world.time - world.dice.within(1...World.staleness))
        default: break
        }
        let kept = world.keptAuthorizations[index]
        let isReplayed = mishap == .queryReplayed && !kept.isEmpty
        let answer = isReplayed ? world.dice.pick(kept) : world.sign(shown, of: index)
        await world.pause(world.delay())
        guard !incarnation.isDead, world.canVerify(answer.signedAt) else {
            return .unknown(.unverified(AnswerClaim(.timestampOutsideWindow, status: 200)))
        }
        guard incarnation.isNew(answer.nonce) else {
            world.figures.repeatedAnswers += 1
            return .unknown(.unverified(AnswerClaim(.nonceRepeated, status: 200)))
        }
        if isReplayed { world.figures.replayedAnswers += 1 }
        return observation(answer, reference, isIndeterminate: mishap == .queryIndeterminate)
    }

    private func observation(
        _ answer: SignedAnswer<WeChatAuthorization>, _ reference: AuthorizationReference,
        isIndeterminate: Bool
    ) -> ProviderAnswer<AuthorizationObservation> {
        let shown = answer.shown
        let isNamed =
            switch reference {
            case .code: true
            // Of whom nobody is bound to it yet, WeChat knows nothing.
            case .openID: shown.customer != nil
            }
        guard isNamed, var snapshot = WireWords.snapshot(of: shown) else {
            return refuse((404, "RESOURCE_NOT_EXISTS"), signedAt: answer.signedAt)
        }
        if isIndeterminate {
            snapshot.state = world.dice.falls(500) ? "BINDING" : nil
        }
        SimulatedCall.current?.namedCustomer = shown.customer
        return .accepted(
            AuthorizationObservation(
                snapshot: snapshot, code: shown.code,
                openID: shown.customer.flatMap { try? OpenID(World.openID(of: $0)) }),
            WireWords.evidence(signedAt: answer.signedAt))
    }

    // MARK: Requests

    func send(
        _ request: AuthorizationRequest
    ) async -> ProviderAnswer<AuthorizationReceipt> {
        let world = self.world
        guard !incarnation.isDead else { return .unknown(.connectionLost) }
        world.meddleBeforeSending(toAuthorization: world.index(of: request.reference))
        let place = Place.authorization(world.index(of: request.reference))
        let mishap = world.mishap(among: .sending, otherwise: .sendSmooth, about: place)
        if mishap == .sendUnreachable {
            await world.pause(world.delay())
            return .notSent(UnreachableProvider(explanation: "told so"))
        }
        if mishap == .sendCrashBefore {
            world.crash(incarnation)
            return .unknown(.connectionLost)
        }
        let letter = world.post(request, from: incarnation)
        if world.tampering == .sendsAuthorizationsTwice {
            _ = world.post(request, from: incarnation)
        }
        let subject = letter.authorization ?? 0
        incarnation.authorizationsUnderWay[subject, default: 0] += 1
        defer { incarnation.authorizationsUnderWay[subject, default: 1] -= 1 }
        let heard = await carry(
            Passage(
                letter: letter,
                meddle: {
                    world.meddle(withAuthorization: world.index(of: request.reference))
                },
                open: {
                    let (isAccepted, error) = world.open(letter)
                    return { answer(isAccepted, error, to: letter, signedAt: $0) }
                },
                strange: { strange($0, to: letter) }), mishap)
        return incarnation.isDead ? .unknown(.connectionLost) : heard
    }

    /// An answer that is signed and says "success", and is none to this request.
    private func strange(
        _ mishap: Mishap, to letter: AuthorizationLetter
    ) -> ProviderAnswer<AuthorizationReceipt> {
        let unreadable = UnknownAnswer.unreadable("proves nothing")
        switch mishap {
        // The success of a terminate has no body, so that nothing but its time tells whose it is.
        case .sendOfEarlier where letter.request.call == .terminate:
            let signedAt =
                min(letter.signedAt, letter.sentAt)
                - world.swarm.settings.retryPolicy.freshness.milliseconds - 2000
                - world.dice.within(0...20_000)
            guard world.canVerify(signedAt) else { return .unknown(unreadable) }
            return .accepted(AuthorizationReceipt(), WireWords.evidence(signedAt: signedAt))
        default:
            guard world.tampering == .acceptsEmptyTerminates else { return .unknown(unreadable) }
            return .accepted(
                AuthorizationReceipt(), WireWords.evidence(signedAt: world.time))
        }
    }

    private func answer(
        _ isAccepted: Bool, _ error: (Int, String), to letter: AuthorizationLetter,
        signedAt: Int64
    ) -> ProviderAnswer<AuthorizationReceipt> {
        guard isAccepted else { return refuse(error, signedAt: signedAt) }
        world.oracle.proved(letter, at: signedAt)
        let isRequest = letter.request.call == .request
        return .accepted(
            AuthorizationReceipt(token: isRequest ? "token" : nil),
            WireWords.evidence(signedAt: signedAt))
    }
}
