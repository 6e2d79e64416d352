import OrderEngine
import OrderJournal
import OrderLifecycle

extension Oracle {
    /// A request leaves the machine.
    ///
    /// - Parameter body: The bytes in WeChat's log.
    func sending(_ letter: Letter, body: [UInt8], from incarnation: Incarnation) {
        let order = letter.order
        let call = letter.request.call.kind
        guard let id = orders[order].open, let attempt = attempts[id],
            attempt.intent.orderCall.kind == call
        else { return fail(.i4, "\(call) of order \(order + 1) leaves without an intent") }
        check(
            .i4,
            attempt.body == body
                && (attempt.isSealed
                    || attempt.intent.requestDigest
                        == Digest32.of(
                            RequestEnvelope(open: SimulatedProvider.message(body)).bytes)),
            "\(call) of order \(order + 1) leaves with other bytes than intended")
        attempts[id]?.sends += 1
        check(
            .i5, attempt.sends + 1 <= attempt.dispatches,
            "attempt \(id) was recorded \(attempt.dispatches) times, sent \(attempt.sends + 1)")
        check(
            .i5, incarnation.requestsUnderWay[letter.request.order, default: 0] == 0,
            "two requests of order \(order + 1) are under way at once")
        sending(letter, body: body, of: attempt, id)
        if Self.givesUp(call) { guardLoss(id, attempt, body) }
        if ![.create, .createCompleted].contains(call) { checkFreshness(call) }
    }

    /// Whether a call of the kind can give money up.
    static func givesUp(_ call: OrderCall.Kind) -> Bool {
        switch call {
        case .create, .createCompleted, .complete, .collect: false
        case .cancel, .modify, .reportPaid: true
        }
    }

    private func checkFreshness(_ call: OrderCall.Kind) {
        let limit = world.swarm.freshness
        guard let asking = SimulatedCall.current, let askedAt = asking.lastObservationAskedAt,
            let signedAt = asking.lastObservationSignedAt
        else { return fail(.i9, "\(call) leaves without an observation") }
        check(
            .i9, world.time - askedAt <= limit,
            "\(call) leaves on an observation of \(world.time - askedAt) ms")
        guard Self.givesUp(call) else { return }
        // By WeChat's own clock, from the end of the signature's second.
        let age = world.time - WireWords.inWholeSeconds(signedAt) - 1000
        check(
            .i9, age <= limit + world.clockLag,
            "a \(call) leaves on an answer that was signed \(age) ms ago, by a clock that is "
                + "\(world.clockLag) ms behind")
    }

    /// WeChat's own answer to a request, which proves its success, reaches the process.
    func proved(_ letter: Letter) {
        if let id = letter.attempt { attempts[id]?.isProven = true }
    }

    /// What is known at this moment permits the call, or the right acknowledgement is there.
    ///
    /// - Parameter body: The bytes in WeChat's log; what they ask for is what is given up.
    private func guardLoss(_ id: AttemptID, _ attempt: AttemptModel, _ body: [UInt8]) {
        let order = orders[attempt.order]
        let call = attempt.intent.orderCall
        check(.i9, order.isKnown, "a \(call.kind) leaves although the order is indeterminate")
        check(.i9, !order.isProtected, "a \(call.kind) leaves although the order is protected")
        switch (order.kind, call.kind) {
        case (.created, .cancel), (.inService, .cancel): return
        case (.awaitingPayment, _): break
        default:
            return fail(
                .i9,
                "a \(call.kind) leaves for an order that is \(String(describing: order.kind))")
        }
        check(
            .i9, call != .cancel || world.swarm.settings.rules == .v1_1,
            "a cancel leaves after completion under V1.0")
        guard let consent = attempt.intent.consent, let permit = permits[consent.permit] else {
            return fail(.i9, "a \(call.kind) leaves a bill unpaid without an acknowledgement")
        }
        let stake = call.kind == .modify ? order.total - Self.total(in: body) : order.due
        check(
            .i9,
            permit.terms.order == world.numbers[attempt.order] && permit.terms.call == call
                && order.loses(permit.terms.loss, by: call)
                && consent.givenUp == permit.terms.loss.atStake && consent.givenUp.fen == stake,
            "\(stake) fen are at stake, \(consent.givenUp) were acknowledged, and the permit is "
                + "for \(permit.terms.loss)")
        check(.i9, permit.spentBy == id, "the acknowledgement belongs to another attempt")
        let last = world.incarnation.ledger.records.last?.at ?? world.wall
        check(
            .i9, world.wall < permit.terms.expiresAt,
            "the acknowledgement ended at \(permit.terms.expiresAt), it is \(world.wall)")
        check(
            .i9, last.since(permit.issuedAt) < permit.terms.lifetime,
            "the acknowledgement was given at \(permit.issuedAt), the journal has come to \(last)")
        let names = [consent.acknowledgedBy.name, consent.alsoAcknowledgedBy?.name]
        let others = Set(names.compactMap(\.self)).subtracting([permit.terms.requestedBy.name])
        check(
            .i9, others.count >= othersNeeded(for: stake),
            "\(others.count) others acknowledged it, and \(othersNeeded(for: stake)) are asked for")
    }

    /// What a modify's bytes ask for: what stands before the `#`.
    private static func total(in body: [UInt8]) -> Int64 {
        Int64(String(decoding: body.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)) ?? 0
    }

    /// A request changed an order at WeChat.
    ///
    /// - Parameter before: The order as the request met it.
    func effect(of letter: Letter, on before: WeChatOrder) {
        guard let id = letter.attempt, let attempt = attempts[id] else { return }
        check(.i8, !attempt.hadEffect, "attempt \(id) has its effect twice")
        attempts[id]?.hadEffect = true
        let call = letter.request.call.kind
        switch attempt.outcome {
        // The attempt was given up after WeChat had refused this very request for the moment.
        case .notApplied where letter.wasRefused: refusedWithEffect(id, call)
        case .notApplied(let failure):
            fail(.i8, "\(call) \(id) has its effect after it ended as \(failure)")
        case .refused: refusedWithEffect(id, call)
        case .unproven: fail(.i8, "\(call) \(id) changed the order, and ends unproven")
        case .applied, nil: break
        }
        if call == .modify { lowered(letter, attempt, from: before.total) }
        guard [.cancel, .reportPaid].contains(call), before.state == .paying,
            !world.swarm.isForeign
        else { return }
        // Where every complete goes through the engine, none but users can have changed the bill.
        guard let consent = attempt.intent.consent else {
            return fail(.i9, "a bill of \(before.due) fen was forgiven unasked")
        }
        // A user may have paid a part since, so that less is due than was stated; never more.
        check(
            .i9, consent.givenUp.fen >= before.due,
            "a bill of \(before.due) fen was forgiven for a stated \(consent.givenUp)")
    }

    /// A modify took effect: it gave up no more than was stated, also where another system lowers
    /// amounts, since what was known can only have been more than what the request met.
    private func lowered(_ letter: Letter, _ attempt: AttemptModel, from before: Int64) {
        let givenUp = before - (letter.shown?.total ?? 0)
        let stated = attempt.intent.consent?.givenUp
        check(
            .i9, givenUp <= stated?.fen ?? 0,
            "\(givenUp) fen of a bill were forgiven for a stated \(stated?.fen ?? 0)")
    }
}
