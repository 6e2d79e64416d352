import OrderEngine
import OrderJournal
import OrderLifecycle

extension Oracle {
    /// Folds a record.
    func fold(_ record: JournalRecord, _ draft: RecordDraft) {
        check(.i12, record.event == draft.content.event, "record \(record.sequence) says another")
        if let details = draft.content.notification { take(details) }
        switch (record.subject, draft.content) {
        case (.authorization(let code), _): fold(record, draft, of: code)
        case (.order(let number), .order(.approval(let fact))):
            fold(fact, of: world.index(of: number), record, draft)
        case (.order(let number), .order(let fact)):
            fold(fact, of: world.index(of: number), record)
        case (.order(let number), .attempt(let fact)):
            fold(fact, of: world.index(of: number), record, draft)
        case (.order, _), (.journal, _): break
        }
    }

    private func fold(_ fact: OrderFact, of order: Int, _ record: JournalRecord) {
        switch fact {
        case .happened(let event, let isSigned, let outside):
            attribute(event, isSigned, outside, to: order)
            follow(event, isSigned: isSigned, of: order, record)
        case .observed(.event(let event), let isSigned):
            follow(event, isSigned: isSigned, of: order, record)
        case .observed(.confirmed, let isSigned):
            orders[order].isSigned = orders[order].isSigned || isSigned
        case .observed(.resolved, let isSigned):
            check(
                .i21, isSigned || !orders[order].isSigned,
                "a claim resolves what WeChat's word left indeterminate")
            check(.i14, !orders[order].isSeenPaid, "an observation unsees the payment")
            orders[order].isKnown = orders[order].kind != nil
            orders[order].isSigned = isSigned
        case .observed(.indeterminate(let why), let isSigned):
            becomeIndeterminate(order, why, isSigned)
        case .observed(.stale(let kind), _):
            check(
                .i14,
                OrderModel.rank(kind) <= OrderModel.rank(orders[order].kind)
                    || orders[order].isSeenPaid && OrderModel.rank(kind) < 4,
                "an observation of \(kind) is called stale")
        case .permitIssued(let details):
            check(.i10, permits[details.digest] == nil, "a permit was issued twice")
            issue(details.terms, of: order, record)
            permits[details.digest] = PermitModel(terms: details.terms, issuedAt: record.at)
        case .decided(let decision): decide(decision, on: order, record)
        case .protected: orders[order].isProtected = true
        case .unprotected: orders[order].isProtected = false
        case .observed(.contradiction, _), .identified, .noted, .alarmAcknowledged, .notified,
            .approval:
            break
        }
    }

    private func fold(
        _ fact: AttemptFact, of order: Int, _ record: JournalRecord, _ draft: RecordDraft
    ) {
        switch fact {
        case .intended(let intent): begin(intent, of: order, record, draft)
        case .dispatched(let id, let count): dispatch(id, count)
        case .deferred(let details):
            attempts[details.attempt]?.nextLook = details.nextAt.milliseconds
        case .settled(let end):
            if case .order(let call) = end.call { settle(end.attempt, call, end.outcome) }
            attempts[end.attempt]?.mayActLate = end.uncertainty != Attempt.Uncertainty.none
        case .parked(let id): attempts[id]?.isParked = true
        case .appliedLate: break
        }
    }

    /// A notification is recorded once, and only if WeChat sent it.
    private func take(_ details: NotificationDetails) {
        check(
            .i13, notifications.insert(details.id).inserted,
            "the notification \(details.id) is recorded twice")
        check(
            .i13, world.notices.contains { $0.details == details },
            "the notification \(details.id) is recorded, and WeChat sent none such")
        notified.insert(details.content)
    }

    /// A claim clouds no signed word, and a signed word that is not understood leaves no claim.
    private func becomeIndeterminate(_ order: Int, _ why: IndeterminateReason, _ isSigned: Bool) {
        switch (orders[order].isSigned, isSigned) {
        case (true, false): return
        case (false, true): (orders[order].kind, orders[order].isSeenPaid) = (nil, false)
        case (true, true), (false, false):
            if OrderModel.rank(orders[order].kind) == 4 { return }
        }
        orders[order].isKnown = false
        orders[order].isSeenPaid = orders[order].isSeenPaid || why == .paidButOpen
        orders[order].isSigned = isSigned
    }

    /// A change of the merchant's side is ours where a call of ours had its effect at WeChat, and
    /// another's where no call of ours was intended that could have had it.
    private func attribute(
        _ event: OrderEvent, _ isSigned: Bool, _ outside: OutsideChange?, to order: Int
    ) {
        // A doubled request can do what its first copy was refused, and nobody can see that.
        guard isSigned, orders[order].kind != nil, !world.swarm.doublesRequests else { return }
        if let total = reduction(by: event, of: order) {
            let isBeside = outside?.kind == .reportedPaid
            attributeReduction(to: total, isBeside ? nil : outside, of: order)
            // What was lowered elsewhere is told, whoever reported the rest.
            if outside?.kind == .reduced { return }
        } else {
            check(
                .i22, outside?.kind != .reduced,
                "\(event) is called a reduction, and lowers nothing")
        }
        check(.i22, outside?.kind != .reduced, "\(event) is called a reduction, and lowers nothing")
        func made(_ calls: [OrderCall.Kind]) -> [AttemptModel] {
            attempts.values.filter {
                $0.order == order && calls.contains($0.intent.orderCall.kind)
            }
        }
        let calls: [OrderCall.Kind]? =
            switch (event, outside?.kind) {
            case (_, .revoked?), (.revoked, nil): [.cancel]
            case (_, .completed?), (.completed, nil), (.completedWithoutCharge, nil):
                [.complete, .createCompleted]
            case (_, .reportedPaid?), (.paid(_, through: .merchant, _), nil),
                (.paid(_, through: .both, _), nil):
                [.reportPaid]
            default: nil
            }
        guard let calls else { return }
        if outside == nil {
            check(
                .i22, made(calls).contains { $0.sends > 0 || $0.mayActLate },
                "\(event) is called ours, and no call of ours can have made it")
        } else {
            check(
                .i22, !made(calls).contains { $0.hadEffect },
                "\(event) is called another's, and was ours")
        }
    }

    /// What an event shows the amount of a collected order lowered to, in fen; `nil` where it does
    /// not.
    private func reduction(by event: OrderEvent, of order: Int) -> Int64? {
        let shown: Int64? =
            switch event {
            case .reduced(let total): total.fen
            case .paid(let paid, _, _): paid?.fen
            case .advanced(.awaitingPayment(let pending), _): pending.total.fen
            default: nil
            }
        let model = orders[order]
        guard model.kind == .awaitingPayment, let shown, shown < model.total else { return nil }
        return shown
    }

    /// An amount only falls, so what made it this one is the last that lowered it: a modify of ours
    /// to exactly this amount, or another system, whatever lowered it before that unseen.
    private func attributeReduction(to total: Int64, _ outside: OutsideChange?, of order: Int) {
        let ours = attempts.values.filter { $0.order == order && $0.lowersTo == total }
        guard let outside else {
            return check(
                .i22, ours.contains { $0.mayActLate },
                "a reduction to \(total) fen is called ours, and no modify of ours can have made it"
            )
        }
        check(
            .i22, !ours.contains { $0.hadEffect },
            "a reduction to \(total) fen is called another's, and was ours")
        let lost = orders[order].total - total
        let isTold = if case .exactly(let told) = outside.loss { told.fen == lost } else { false }
        check(
            .i22, outside.kind == .reduced && isTold,
            "a reduction by \(lost) fen is told as \(outside)")
    }

    private func follow(_ event: OrderEvent, isSigned: Bool, of order: Int, _ record: JournalRecord)
    {
        check(
            .i21, isSigned || !orders[order].isSigned,
            "\(event) is a claim, and moves what WeChat signed")
        let before = orders[order].kind
        let after = orders[order].follow(event)
        if case .corrected = event {
            check(.i21, isSigned && !orders[order].isSigned, "\(event) takes back a signed word")
        } else {
            check(
                .i11, OrderModel.isEdge(before, after),
                "\(event) leads from \(before?.rawValue ?? "nothing") to \(after.rawValue)")
            check(
                .i14, OrderModel.rank(after) >= OrderModel.rank(before),
                "\(event) takes the order back from \(before?.rawValue ?? "nothing")")
            check(
                .i14,
                !orders[order].isSeenPaid || OrderModel.rank(after) == 4
                    || isSigned && !orders[order].isSigned,
                "\(event) follows on a payment that was seen")
        }
        orders[order].kind = after
        orders[order].isKnown = true
        orders[order].isSeenPaid = false
        orders[order].isSigned = isSigned
        let word = record.phaseAfter ?? record.phaseBefore ?? ""
        check(.i12, word.hasPrefix(after.rawValue), "the record names \(word), not \(after)")
    }

    private func begin(
        _ intent: IntentDetails, of order: Int, _ record: JournalRecord, _ draft: RecordDraft
    ) {
        check(
            .i6, orders[order].open == nil,
            "attempt \(intent.attempt) begins while \(orders[order].open?.text ?? "") is open")
        check(.i7, attempts[intent.attempt] == nil, "attempt \(intent.attempt) begins twice")
        // Of a number that was only claimed to have ended, an order can be created.
        let isFinal = OrderModel.rank(orders[order].kind) == 4 && orders[order].isSigned
        check(.i11, !isFinal, "an attempt begins at an order that has ended")
        if let digest = intent.consent?.permit {
            let spent = permits[digest]?.spentBy
            check(
                .i10, permits[digest] != nil && spent == nil,
                "a permit is spent by \(intent.attempt) after \(spent?.text ?? "nobody")")
            permits[digest]?.spentBy = intent.attempt
        }
        if let id = intent.approval {
            make(id, by: intent, record, draft)
        } else {
            consent(to: intent, of: order, record)
        }
        if intent.orderCall == .collect { rest(before: intent.attempt, of: order, at: record.at) }
        orders[order].open = intent.attempt
        if let customer = intent.customer {
            _ = customerIndex(of: customer)
            orders[order].customer = customer
        }
        open.append(intent.attempt)
        attempts[intent.attempt] = AttemptModel(
            order: order, intent: intent,
            body: message(of: draft).body,
            isSealed: intent.customer != nil,
            intendedAt: record.at, nextLook: record.at.milliseconds)
    }

    /// Between two collects of an order that may have been sent lies the policy's time.
    private func rest(before id: AttemptID, of order: Int, at moment: Timestamp) {
        let interval = world.swarm.settings.policy.collect.interval
        for attempt in attempts.values
        where attempt.order == order && attempt.intent.orderCall == .collect && attempt.sends > 0 {
            let pause = moment.since(attempt.intendedAt)
            check(.i5, pause >= interval, "\(id) collects \(pause) after another one")
        }
    }

    private func dispatch(_ id: AttemptID, _ count: Int) {
        guard let attempt = attempts[id], attempt.outcome == nil else {
            return fail(.i7, "attempt \(id) is sent again after its end")
        }
        check(
            .i5,
            count == attempt.dispatches + 1 && count <= world.swarm.settings.retryPolicy.dispatches,
            "attempt \(id) is to be sent for the \(count)th time")
        attempts[id]?.dispatches = count
    }

    private func settle(_ id: AttemptID, _ call: OrderCall.Kind, _ outcome: AttemptOutcome) {
        guard let attempt = attempts[id] else {
            return fail(.i7, "attempt \(id) ends without a beginning")
        }
        check(.i7, attempt.outcome == nil, "attempt \(id) ends twice, last as \(outcome)")
        attempts[id]?.outcome = outcome
        open.removeAll { $0 == id }
        orders[attempt.order].open = nil
        let order = world.weChat.orders[attempt.order]
        switch outcome {
        case .applied(let proof):
            check(
                .i23, proof != .answered || attempt.isProven,
                "\(call) \(id) ends as answered, and no answer proves it")
            check(
                .i8, isThere(attempt, order),
                "\(call) \(id) ends applied at \(order.state), \(order.total) fen")
        case .notApplied(.overtaken) where isHidden(attempt, order): break
        case .notApplied:
            check(.i8, !attempt.hadEffect, "\(call) \(id) had its effect, ends \(outcome)")
        case .refused:
            if attempt.hadEffect { refusedWithEffect(id, call) }
        case .unproven:
            check(.i8, call == .collect, "\(call) \(id) ends unproven, and shows its effect")
        }
    }

    private func isThere(_ attempt: AttemptModel, _ order: WeChatOrder) -> Bool {
        switch attempt.intent.orderCall {
        case .cancel: order.state == .revoked
        case .create: order.state != .none
        // A completed order may have been cancelled by another system since.
        case .complete, .createCompleted:
            order.state == .paying || order.state == .done || order.state == .revoked
        // And a lowered one lowered further.
        case .modify(let total):
            order.state == .revoked
                || (order.state == .paying || order.state == .done) && order.total <= total.fen
        case .reportPaid: order.state == .done && order.elsewhere > 0
        // Nothing shows it.
        case .collect: true
        }
    }

    /// Whether what somebody else did since hides an effect, so that nothing can tell and none is
    /// left: another system, or a copy of an earlier request that the network doubled.
    private func isHidden(_ attempt: AttemptModel, _ order: WeChatOrder) -> Bool {
        switch attempt.intent.orderCall {
        case .create, .cancel, .collect, .reportPaid: false
        // Completed by us and cancelled by another system before anybody looked.
        case .complete, .createCompleted: order.state == .revoked && world.swarm.isForeign
        // Lowered by us, and cancelled or lowered further.
        case .modify(let total):
            (order.state == .revoked || order.total < total.fen)
                && (world.swarm.isForeign || world.swarm.doublesRequests)
        }
    }

    /// A copy of a request that the network doubled may do what the first was refused; without
    /// doubles a refused attempt has no effect.
    func refusedWithEffect(_ id: AttemptID, _ call: OrderCall.Kind) {
        world.figures.effectsAfterRefusal += 1
        let isDoubled = world.swarm.doublesRequests
        check(.i8, isDoubled, "\(call) \(id) ends refused, and had its effect")
    }
}
