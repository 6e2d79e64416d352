import OrderEngine
import OrderJournal
import OrderLifecycle

/// Nothing is given up but by the word of a person, and the records say whose.
extension Oracle {
    /// A permit was issued: for a loss, as it is now, and to whoever calls.
    func issue(_ terms: Permit, of order: Int, _ record: JournalRecord) {
        if let model = requestedCall(madeBy: record) { return issue(terms, making: model, record) }
        guard let call = SimulatedCall.current else {
            return fail(.i24, "a permit is issued that nobody asked for")
        }
        check(
            .i24, terms.call == call.asked && terms.order == world.numbers[call.order],
            "a permit is issued for \(terms.call) of \(terms.order), which nobody asked for")
        check(
            .i24, orders[order].loses(terms.loss, by: terms.call),
            "a permit is issued for \(terms.loss), and \(stake(in: terms.call, of: order)) fen are "
                + "at stake")
        check(
            .i24, terms.requestedBy == call.caller.identifiedActor && record.caller == call.caller,
            "\(call.caller.actor) asks, and the permit names \(terms.requestedBy)")
    }

    /// A decision was recorded: with whatever the call brought, and as the word of who made it.
    func decide(_ details: DecisionDetails, on order: Int, _ record: JournalRecord) {
        if let model = requestedCall(madeBy: record) {
            return decide(details, making: model, record)
        }
        guard let call = SimulatedCall.current else {
            return fail(.i24, "a decision is recorded that nobody asked for")
        }
        check(
            .i24, record.caller == call.caller,
            "\(call.caller.actor) calls, and the decision names \(record.caller.actor)")
        let brought = call.consent.map {
            TriedConsent(
                permit: $0.token.digest, atStake: $0.atStake, acknowledgedBy: $0.acknowledgedBy)
        }
        check(
            .i24, details.tried == brought,
            "\(told(brought)) was brought, and the decision says \(told(details.tried))")
        guard details.code != .denied || details.loss != nil else { return }
        let asked: OrderCall
        switch (call.asked, details.call) {
        case (.cancel?, .cancel): asked = .cancel
        case (.modify(let total)?, .modify) where details.total == total:
            asked = .modify(total: total)
        case (.reportPaid(let paidAt)?, .reportPaid) where details.paidAt == paidAt:
            asked = .reportPaid(at: paidAt)
        case (nil, .create), (nil, .createCompleted), (nil, .complete), (nil, .collect):
            return check(.i24, details.loss == nil, "\(details.call) is said to give money up")
        default:
            return fail(
                .i24,
                "a decision on \(details.call) to \(told(details.total)) is recorded, and "
                    + "\(call.asked.map { "\($0)" } ?? "\(call.action)") was asked for")
        }
        guard let loss = details.loss else {
            return check(
                .i24, asked == .cancel && orders[order].kind != .awaitingPayment,
                "a decision gives \(stake(in: asked, of: order)) fen up, and does not say so")
        }
        check(
            .i24, orders[order].loses(loss, by: asked),
            "a decision says \(loss), and \(stake(in: asked, of: order)) fen are at stake")
        guard details.code == .allowed else { return }
        check(
            .i24, brought?.atStake == loss.atStake,
            "\(loss) is allowed to go, and \(told(brought)) was brought")
    }

    /// An attempt begins: what it gives up is what a person stated in this very call.
    func consent(to intent: IntentDetails, of order: Int, _ record: JournalRecord) {
        let model = orders[order]
        let stake = model.stake(in: intent.orderCall)
        guard let details = intent.consent else {
            let isFree =
                switch intent.orderCall.kind {
                case .create, .createCompleted, .complete, .collect: true
                case .cancel: model.kind != .awaitingPayment
                // It gives something up, or cannot be made.
                case .modify, .reportPaid: false
                }
            return check(.i24, isFree, "\(intent.orderCall) gives up \(model.due) fen unasked")
        }
        guard let call = SimulatedCall.current, let stated = call.consent else {
            return fail(.i24, "\(details.givenUp) are given up, and nobody stated anything")
        }
        check(
            .i24,
            details.givenUp == stated.atStake && stated.atStake.fen == stake,
            "\(stake ?? 0) fen are at stake, \(stated.atStake) were stated, \(details.givenUp) are "
                + "given up")
        check(
            .i24, details.permit == stated.token.digest,
            "another permit is spent than the one that was brought")
        check(
            .i24, intent.orderCall == call.asked && call.permit?.fits(call) == true,
            "\(intent.orderCall) begins by the permit for "
                + "\(call.permit.map { "\($0.call)" } ?? "nothing")")
        check(
            .i24, details.acknowledgedBy == stated.acknowledgedBy,
            "\(stated.acknowledgedBy) stated it, and \(details.acknowledgedBy) is recorded")
        check(
            .i24, details.requestedBy == call.permit?.requestedBy,
            "\(call.permit?.requestedBy.name.text ?? "nobody") requested it, and "
                + "\(details.requestedBy) "
                + "is recorded")
        check(
            .i24, record.caller == call.caller,
            "\(call.caller.actor) calls, and the intent names \(record.caller.actor)")
        switch intent.orderCall.kind {
        case .modify: world.figures.consents.add(.byLowering)
        case .reportPaid: world.figures.consents.add(.byReporting)
        case .create, .createCompleted, .complete, .collect, .cancel: break
        }
        let people: Set = [
            details.requestedBy.name, details.acknowledgedBy.name, record.caller.actor,
        ]
        world.figures.consents.add(.given(people: people.count))
    }

    /// A caller is answered with a decision: the answer has a permit exactly if there is a loss
    /// that one person's word is enough for.
    func compare(_ answer: DecisionAnswer) {
        let isAsked =
            if case .needsAcknowledgement(let loss) = answer.decision {
                othersNeeded(for: loss.atStake.fen) < 2
            } else { false }
        check(
            .i24, (answer.permit != nil) == isAsked,
            "the answer \(answer) \(isAsked ? "lacks its" : "has a") permit")
    }

    /// A person states an amount to an answer that was given: the right one makes a consent, and
    /// another one none.
    ///
    /// - Returns: A consent all the same, as somebody makes it who has the token.
    func state(_ amount: Amount, to permit: GivenPermit, by name: ActorName) -> Consent {
        let consent = Consent(token: permit.token, atStake: amount, by: name)
        let made = try? permit.answer.acknowledge(atStake: amount, by: name)
        check(
            .i24, made == (amount == permit.loss.atStake ? consent : nil),
            "\(amount) is stated to \(permit.answer), with \(made == nil ? "no" : "a") consent"
        )
        return consent
    }

    private func stake(in call: OrderCall, of order: Int) -> Int64 {
        orders[order].stake(in: call) ?? 0
    }

    private func told(_ total: Amount?) -> String { total.map { "\($0)" } ?? "nothing" }

    private func told(_ tried: TriedConsent?) -> String {
        tried.map { "\($0.atStake) by \($0.acknowledgedBy)" } ?? "no consent"
    }
}
