import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle

/// WeChat as one incarnation reaches it: over a network that delays, doubles and loses.
struct SimulatedProvider: Provider {
    let merchant: MerchantID? = BeginningDetails.sample.merchant
    unowned let incarnation: Incarnation
    var world: World { incarnation.world }

    /// How long the client waits for an answer, in milliseconds.
    static let timeout: Int64 = 10_000

    func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        var body: [UInt8] =
            switch wish.content {
            case .json(let json): json
            case .reason(let reason): Array(reason.text.utf8)
            case .nothing: Array("collect".utf8)
            case .paidAt(let moment): Array("\(moment.milliseconds)".utf8)
            }
        let call: OrderCall =
            switch wish.kind {
            case .create:
                .create(
                    body.first == UInt8(ascii: "n") ? .noConfirm : .confirm,
                    riskFund: try? Amount(fen: 10_000))
            case .createCompleted: .createCompleted(total: Self.total(in: body))
            case .complete: .complete(total: Self.total(in: body))
            case .modify: .modify(total: Self.total(in: body))
            case .collect: .collect
            case .reportPaid: .reportPaid(at: Self.moment(in: body))
            case .cancel: .cancel
            }
        if case .modify(let total) = call, world.tampering == .lowersFurther {
            body = World.modifyBody(of: total.fen - 1, number: SimulatedCall.current?.number ?? 0)
        }
        let message = Self.message(body)
        SimulatedCall.current?.made = message
        return ProviderRequest(call: call, order: order, message: message)
    }

    /// The request of a body: the letter tells the call and its order.
    static func message(_ body: [UInt8]) -> RequestMessage { RequestMessage(path: "/", body: body) }

    /// What stands before the `#` of the body of a complete or modify.
    private static func total(in body: [UInt8]) -> Amount {
        let digits = String(decoding: body.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
        return Int64(digits).flatMap { try? Amount(fen: $0) } ?? .zero
    }

    /// What the body of a report says of the moment of the payment.
    private static func moment(in body: [UInt8]) -> Timestamp {
        Timestamp(clamping: Int64(String(decoding: body, as: UTF8.self)) ?? 0)
    }

    // MARK: Questions

    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        let askedAt = world.time
        world.disturbClock()
        await world.pause(world.delay())
        guard !incarnation.isDead else { return .unknown(.connectionLost) }
        let index = world.index(of: order)
        world.meddle(with: index)
        let mishap = world.mishap(
            among: .querying, otherwise: .querySmooth, about: .order(index))
        var shown = world.weChat.orders[index]
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
        case .queryUnsigned: return .unknown(.unverified(AnswerClaim(.unsigned, status: 200)))
        case .queryUnreachable: return .notSent(UnreachableProvider(explanation: "told so"))
        case .queryRefused: return refuse(world.dice.pick(WireWords.odd.dropLast(2)))
        case .queryStale:
            shown = world.weChat.seen(
                index, at: world.time - world.dice.within(1...World.staleness))
        default: break
        }
        let kept = world.keptAnswers[index]
        let isReplayed = mishap == .queryReplayed && !kept.isEmpty
        let answer = isReplayed ? world.dice.pick(kept) : world.sign(shown, of: index)
        await world.pause(world.delay())
        guard !incarnation.isDead, world.canVerify(answer.signedAt) else {
            return .unknown(.unverified(AnswerClaim(.timestampOutsideWindow, status: 200)))
        }
        guard incarnation.isNew(answer.nonce) || world.tampering == .datesAnswersAnew else {
            world.figures.repeatedAnswers += 1
            return .unknown(.unverified(AnswerClaim(.nonceRepeated, status: 200)))
        }
        if isReplayed { world.figures.replayedAnswers += 1 }
        guard var snapshot = WireWords.snapshot(of: answer.shown) else {
            return refuse((404, "ORDER_NOT_EXIST"), signedAt: answer.signedAt)
        }
        if mishap == .queryIndeterminate {
            snapshot.state = world.dice.falls(500) ? "DOING" : nil
            snapshot.stateDescription = nil
        }
        SimulatedCall.current?.lastObservationAskedAt = askedAt
        SimulatedCall.current?.lastObservationSignedAt = answer.signedAt
        SimulatedCall.current?.shown[index] = answer.shown
        return .accepted(
            ProviderObservation(snapshot: snapshot, identity: world.identity(of: index)),
            evidence(signedAt: answer.signedAt))
    }

    /// No customer returns here.
    func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        refuse((404, "ORDER_NOT_EXIST"))
    }

    // MARK: Notifications

    func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification {
        guard let sent = world.sentNotification(notification) else {
            throw .unverified(.signatureWrong)
        }
        guard world.canVerify(sent.signedAt) else { throw .unverified(.timestampOutsideWindow) }
        return OpenedNotification(
            sent.notice.details, content(of: sent.notice),
            evidence: WireWords.evidence(signedAt: sent.signedAt))
    }

    private func content(of notice: Notice) -> NotificationContent {
        switch notice.content {
        case .order(let kind, let order, let shown):
            return .order(
                kind, world.numbers[order],
                ProviderObservation(snapshot: shown, identity: world.identity(of: order)))
        case .authorization(let told, let shown):
            if case .authorization(let index) = notice.place {
                SimulatedCall.current?.namedCustomer = world.permissions.all[index].customer
                world.oracle.heard(shown.snapshot, of: index)
            }
            return .authorization(told, shown)
        }
    }

    func refuse<Value>(
        _ word: (status: Int, code: String), signedAt: Int64? = nil
    ) -> ProviderAnswer<Value> {
        .refused(
            WireWords.refusal(status: word.status, code: word.code, isDeduction: false),
            evidence(signedAt: signedAt ?? world.time))
    }

    private func evidence(signedAt: Int64) -> Evidence {
        let isDatedAnew = world.tampering == .datesAnswersAnew
        return WireWords.evidence(signedAt: isDatedAnew ? world.wall.milliseconds : signedAt)
    }

    // MARK: Requests

    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        let world = self.world
        guard !incarnation.isDead else { return .unknown(.connectionLost) }
        // What happens to the order between the observation and this moment is the window that
        // remains.
        world.meddleBeforeSending(to: world.index(of: request.order))
        let mishap = world.mishap(
            among: .sending, otherwise: .sendSmooth,
            about: .order(world.index(of: request.order)))
        if mishap == .sendUnreachable {
            await world.pause(world.delay())
            return .notSent(UnreachableProvider(explanation: "told so"))
        }
        if mishap == .sendCrashBefore {
            world.crash(incarnation)
            return .unknown(.connectionLost)
        }
        let letter = world.post(request, from: incarnation)
        if world.tampering == .sendsTwice { _ = world.post(request, from: incarnation) }
        incarnation.requestsUnderWay[request.order, default: 0] += 1
        defer { incarnation.requestsUnderWay[request.order, default: 1] -= 1 }
        let heard = await carry(
            Passage(
                letter: letter, meddle: { world.meddle(with: letter.order) },
                open: {
                    let (reply, shown) = (world.open(letter), letter.shown)
                    return { answer(reply, to: letter, showing: shown, signedAt: $0) }
                },
                strange: { strange($0, to: letter) }), mishap)
        return incarnation.isDead ? .unknown(.connectionLost) : heard
    }

    /// An answer that is signed and says "success", and is none to this request.
    private func strange(
        _ mishap: Mishap, to letter: Letter
    ) -> ProviderAnswer<ProviderReceipt> {
        let unreadable = UnknownAnswer.unreadable("proves nothing")
        switch mishap {
        case .sendOfAnother:
            // An adapter that does not compare the order ID leaves it to the engine, which can do
            // so where the journal knows it.
            let known = incarnation.ledger.orders[letter.request.order]?.identity.orderID
            guard known != nil else { return .unknown(unreadable) }
            let another = OrderIdentity(orderID: try? OrderID("999999999999"))
            return .accepted(
                ProviderReceipt(snapshot: nil, identity: another),
                evidence(signedAt: world.time))
        case .sendOfEarlier:
            let signedAt =
                min(letter.signedAt, letter.sentAt) - world.swarm.freshness - 2000
                - world.dice.within(0...20_000)
            let earlier: OrderSnapshot?
            switch letter.request.call {
            case .cancel: earlier = nil
            // An adapter asks that it shows the very amount.
            case .modify(let total): earlier = WireWords.snapshot(of: .awaiting(total.fen))
            // It asks that it shows the order as closed, and not by WeChat's own collection.
            case .reportPaid:
                var paid = WeChatOrder.awaiting(world.weChat.orders[letter.order].total)
                paid.payElsewhere()
                earlier = WireWords.snapshot(of: paid)
            case .create, .createCompleted, .complete, .collect: return .unknown(unreadable)
            }
            guard world.canVerify(signedAt) else { return .unknown(unreadable) }
            return .accepted(
                ProviderReceipt(snapshot: earlier, identity: world.identity(of: letter.order)),
                evidence(signedAt: signedAt))
        default:
            // Without members, or without a body: the adapter sees that itself.
            guard world.tampering == .acceptsWhatProvesNothing else { return .unknown(unreadable) }
            return .accepted(
                ProviderReceipt(snapshot: nil, identity: OrderIdentity()),
                evidence(signedAt: world.time))
        }
    }

    private func answer(
        _ reply: WeChatImitation.Reply, to letter: Letter, showing order: WeChatOrder?,
        signedAt: Int64
    ) -> ProviderAnswer<ProviderReceipt> {
        switch reply {
        case .error(let status, let code, let isDeduction):
            return .refused(
                WireWords.refusal(status: status, code: code, isDeduction: isDeduction),
                evidence(signedAt: signedAt))
        case .success:
            if case .modify(let total) = letter.request.call, order?.total != total.fen {
                return .unknown(.unreadable("shows another amount"))
            }
            var snapshot = order.flatMap(WireWords.snapshot)
            if case .createCompleted(let total) = letter.request.call {
                guard let order, order.total == total.fen, [.paying, .done].contains(order.state)
                else { return .unknown(.unreadable("shows no completed order of that amount")) }
                if world.swarm.habits.saysFinished {
                    snapshot = OrderSnapshot(
                        state: "FINISHED", stateDescription: "MCH_COMPLETE",
                        totalAmount: .fen(order.total))
                }
            }
            world.oracle.proved(letter)
            if [.cancel, .collect].contains(letter.request.call.kind) { snapshot = nil }
            return .accepted(
                ProviderReceipt(
                    snapshot: snapshot,
                    identity: world.identity(of: letter.order)),
                evidence(signedAt: signedAt))
        }
    }
}

/// What WeChat signed about an order or an authorization.
struct SignedAnswer<Shown> {
    let shown: Shown
    /// When, by WeChat's clock.
    let signedAt: Int64
    /// The number that is used once.
    let nonce: Int
}

/// A request on its way to WeChat.
final class Letter: Posted, @unchecked Sendable {
    let request: ProviderRequest
    /// The number of the order in the world.
    let order: Int
    /// The attempt that the journal had open when it left.
    let attempt: AttemptID?
    let signedAt: Int64
    let sentAt: Int64
    /// Whether WeChat refused a copy of it.
    var wasRefused = false
    /// The order after WeChat carried it out.
    var shown: WeChatOrder?

    init(
        _ request: ProviderRequest, order: Int, attempt: AttemptID?, signedAt: Int64,
        sentAt: Int64
    ) {
        self.sentAt = sentAt
        self.request = request
        self.order = order
        self.attempt = attempt
        self.signedAt = signedAt
    }
}
