import OrderEngine
import OrderJournal
import OrderLifecycle

/// Requested calls, by their records: what was said, by whom, and what came of it.
extension Oracle {
    /// How many people other than the one who requests a call must acknowledge what it gives up,
    /// by the schedule's policy.
    func othersNeeded(for stake: Int64) -> Int {
        let policy = world.swarm.settings.policy
        if let guarded = policy.twoPeople, stake >= guarded.from.fen { return 2 }
        if let guarded = policy.secondPerson, stake >= guarded.from.fen { return 1 }
        return 0
    }

    /// When a requested call may be made, or ends; `nil` if none waits.
    var nextApproval: Int64? {
        approvals.values.filter(\.isWaiting).map { model in
            let needed = model.loss.map { max(1, othersNeeded(for: $0.atStake.fen)) } ?? 0
            let end = model.terms.expiresAt.milliseconds
            guard model.people.count >= needed else { return end }
            let now = world.wall.milliseconds
            if let hour = model.terms.heldUntil?.milliseconds, hour > now { return hour }
            // Where it waits for another attempt, it is tried from time to time.
            return min(end, world.isCalm ? now + 3_600_000 : now)
        }.min()
    }

    /// Folds what is recorded of a requested call.
    func fold(
        _ fact: ApprovalFact, of order: Int, _ record: JournalRecord, _ draft: RecordDraft
    ) {
        guard let call = SimulatedCall.current else {
            return fail(.i29, "\(record.event) is recorded, and nobody said anything")
        }
        check(
            .i29, record.caller == call.caller,
            "\(call.caller.actor) says it, and \(record.event) names \(record.caller.actor)")
        if case .requested(let details) = fact {
            return request(details, of: order, by: call, record, draft)
        }
        guard let model = approvals[fact.id], model.order == order else {
            return fail(.i30, "\(record.event) is recorded, and nothing was requested")
        }
        check(
            .i30, model.isWaiting,
            "\(record.event) is recorded of what is \(model.condition) already")
        switch fact {
        case .requested: break
        case .acknowledged(let id, let amount, let person):
            acknowledge(model, stating: amount, by: person, in: call)
            approvals[id]?.people.append(person.name)
        case .sentBack(let id, let loss):
            check(
                .i29, stands(loss, of: model),
                "\(id) is sent back for \(told(loss)), and another amount is at stake")
            approvals[id]?.loss = loss
            approvals[id]?.people = []
            world.figures.approvals.add(.sentBack)
        case .ended(let id, let end):
            let isSaid =
                switch end {
                case .rejected: call.action == .reject && call.said.id == id
                case .withdrawn:
                    call.action == .withdraw && call.said.id == id
                        && call.caller.actor == model.terms.requestedBy.name
                case .expired: [.acknowledge, .runApprovals].contains(call.action)
                case .denied: [.acknowledge, .runApprovals].contains(call.action)
                }
            check(.i29, isSaid, "\(call.action) by \(call.caller.actor) ends \(id) as \(end)")
            approvals[id]?.condition = .ended(end)
            world.figures.approvals.add(.ended(end))
        }
    }

    /// A call was requested: by whoever asked, with the request that was made for it, and for as
    /// long as they asked for.
    private func request(
        _ details: ApprovalDetails, of order: Int, by call: SimulatedCall,
        _ record: JournalRecord, _ draft: RecordDraft
    ) {
        let (terms, wished) = (details.terms, call.said.terms)
        let body = message(of: draft).body
        check(
            .i29,
            call.action == .requestApproval && terms.call == call.asked && order == call.order
                && terms.order == world.numbers[order],
            "\(terms.call) of \(terms.order) is requested, and \(call.asked.map { "\($0)" } ?? "")")
        check(
            .i29, terms.requestedBy == call.caller.identifiedActor,
            "\(call.caller.actor) requests a call, and \(terms.requestedBy) is recorded")
        check(
            .i29, stands(terms.loss, of: order, by: terms.call),
            "\(terms.call) is requested for \(told(terms.loss)), and another amount is at stake")
        check(
            .i29,
            draft.request.map { Digest32.of($0) } == details.requestDigest
                && call.made == message(of: draft),
            "another request is stored with \(details.id) than was made for it")
        let hold = wished.hold ?? .zero
        check(
            .i30,
            terms.lifetime == wished.lifetime + hold
                && terms.heldUntil
                    == wished.hold.map {
                        terms.expiresAt.advanced(by: $0 - terms.lifetime)
                    },
            "\(wished) is wished, and \(terms) recorded")
        check(
            .i30, !approvals.values.contains { $0.order == order && $0.isWaiting },
            "two requested calls of order \(order + 1) wait")
        check(.i30, approvals[details.id] == nil, "\(details.id) is requested twice")
        approvals[details.id] = ApprovalModel(
            order: order, terms: terms, digest: details.requestDigest,
            request: draft.request ?? [], body: body, caller: record.caller,
            requestedAt: record.at, loss: terms.loss)
        requested.append(details.id)
    }

    /// A person acknowledges: in this very call, exactly what is at stake as they were shown it,
    /// once; the one who requested the call only where it is held and no guard asks for another.
    private func acknowledge(
        _ model: ApprovalModel, stating amount: Amount, by person: IdentifiedActor,
        in call: SimulatedCall
    ) {
        let said = call.said
        let isOwn = person.name == model.terms.requestedBy.name
        let stated = call.action == .requestApproval ? said.terms.stated : said.stated
        check(
            .i29, person == call.caller.identifiedActor && amount == stated,
            "\(call.caller.actor) states \(stated.map { "\($0)" } ?? "nothing"), and \(amount) by "
                + "\(person) is recorded")
        check(
            .i29, model.loss?.atStake == amount,
            "\(amount) is acknowledged, and \(told(model.loss)) was shown")
        check(
            .i29, !model.people.contains(person.name), "\(person.name) acknowledges it twice")
        if isOwn {
            check(
                .i29,
                call.action == .requestApproval && model.terms.heldUntil != nil
                    && othersNeeded(for: amount.fen) == 0,
                "\(person.name) acknowledges what they requested")
        } else {
            check(
                .i29,
                call.action == .acknowledge
                    && said.id.map { approvals[$0]?.digest == model.digest } ?? false,
                "\(person.name) acknowledges something else than is recorded")
        }
        check(
            .i30, world.wall < model.terms.expiresAt,
            "it is acknowledged at \(world.wall), and ended at \(model.terms.expiresAt)")
    }

    // MARK: What becomes of it

    /// The requested call that a record is about to make.
    func requestedCall(madeBy record: JournalRecord) -> ApprovalModel? {
        guard record.cause.kind == .call, let attempt = record.cause.id,
            let id = try? ApprovalID("apr_" + attempt.dropFirst(4))
        else { return nil }
        return approvals[id]
    }

    /// A decision was recorded before a requested call is made: in the name of whoever requested
    /// it, on what is at stake now, and never for less than people acknowledged.
    func decide(_ details: DecisionDetails, making model: ApprovalModel, _ record: JournalRecord) {
        let terms = model.terms.call.terms
        check(
            .i29,
            details.call == model.terms.call.kind && details.total == terms.total
                && details.paidAt == terms.paidAt && details.tried == nil
                && record.caller == model.caller,
            "a decision on \(details.call) is recorded, and \(model.terms.call) is to be made")
        guard details.code != .denied else { return }
        check(
            .i29, stands(details.loss, of: model),
            "a decision says \(told(details.loss)), and another amount is at stake")
        guard details.code == .allowed else { return }
        check(
            .i29, details.loss == model.loss,
            "\(told(details.loss)) may go, and \(told(model.loss)) was acknowledged")
    }

    /// A permit is issued and spent where a requested call is made.
    func issue(_ terms: Permit, making model: ApprovalModel, _ record: JournalRecord) {
        check(
            .i29,
            terms.call == model.terms.call && terms.order == model.terms.order
                && terms.loss == model.loss && stands(terms.loss, of: model)
                && terms.requestedBy == model.terms.requestedBy && record.caller == model.caller,
            "a permit is issued for \(terms), and \(model.terms) is to be made")
    }

    /// An attempt begins that makes a requested call: the first one of it, with the bytes that were
    /// stored, in its time, and by as many other people's words as the policy asks for about
    /// exactly what is at stake now.
    func make(
        _ id: ApprovalID, by intent: IntentDetails, _ record: JournalRecord, _ draft: RecordDraft
    ) {
        guard let model = approvals[id] else {
            return fail(.i30, "\(intent.attempt) makes \(id), which nobody requested")
        }
        check(
            .i30, model.isWaiting, "\(intent.attempt) makes \(id), which is \(model.condition)")
        check(
            .i30,
            world.numbers[model.order].text == model.terms.order.text
                && record.subject == .order(model.terms.order)
                && intent.attempt == id.attempt && intent.orderCall == model.terms.call,
            "\(intent.attempt) makes \(intent.orderCall), and \(id) is \(model.terms.call)")
        check(
            .i29, intent.requestDigest == model.digest && draft.request == model.request,
            "\(intent.attempt) brings other bytes than were stored with \(id)")
        check(
            .i29, record.caller == model.caller,
            "\(id) was requested by \(model.caller.actor), the intent names \(record.caller.actor)")
        let now = world.wall
        check(
            .i30, model.terms.heldUntil.map { $0 <= now } ?? true,
            "\(id) is made at \(now), and is held until \(told(model.terms.heldUntil))")
        check(
            .i30,
            now < model.terms.expiresAt
                && record.at.since(model.requestedAt) < model.terms.lifetime,
            "\(id) is made at \(now), and ended at \(model.terms.expiresAt)")
        check(
            .i29, stands(model.loss, of: model),
            "\(id) is made, \(told(model.loss)) was acknowledged, and another amount is at stake")
        hear(model, in: intent, id)
        approvals[id]?.condition = .made(intent.attempt)
    }

    /// The words by which a requested call is made are those that were said, and enough.
    private func hear(_ model: ApprovalModel, in intent: IntentDetails, _ id: ApprovalID) {
        guard let loss = model.loss else {
            world.figures.approvals.add(.madeOfNothing)
            return check(.i29, intent.consent == nil, "\(id) gives nothing up, and is consented to")
        }
        let consent = intent.consent
        let named = [consent?.acknowledgedBy.name, consent?.alsoAcknowledgedBy?.name]
            .compactMap(\.self)
        check(
            .i29,
            consent?.givenUp == loss.atStake && named == model.people
                && consent?.requestedBy == model.terms.requestedBy,
            "\(model.people) acknowledged \(told(loss)), and the intent names \(named)")
        let needed = othersNeeded(for: loss.atStake.fen)
        check(
            .i29, !model.people.isEmpty && model.others >= needed,
            "\(id) is made by the word of \(model.people), and \(needed) others are asked for")
        world.figures.approvals.add(.made(others: model.others))
    }

    /// A request of an attempt that makes a requested call leaves, or of one beside it: of what was
    /// requested nothing leaves but what was stored, by its one attempt.
    func sending(_ letter: Letter, body: [UInt8], of attempt: AttemptModel, _ id: AttemptID) {
        if let name = attempt.intent.approval {
            check(
                .i30, approvals[name]?.condition == .made(id) && approvals[name]?.body == body,
                "\(id) leaves, and \(name) is \(told(approvals[name]))")
        }
        // The moment of a payment may be the same in two reports.
        guard letter.request.call.kind != .reportPaid else { return }
        for (name, model) in approvals where model.order == letter.order && model.body == body {
            check(
                .i30, model.condition == .made(id),
                "\(id) sends what was requested as \(name), which is \(model.condition)")
        }
    }

    // MARK: Answers

    /// A caller was told what became of a requested call.
    func toldApproval(_ call: SimulatedCall, _ result: ApprovalResult) {
        compare(result)
        switch result {
        case .refused(let problem, _) where [.over, .unknown].contains(problem):
            world.figures.approvals.add(.refused(problem))
        case .refused(let problem, _):
            world.figures.approvals.add(.refused(problem))
            expectTrail(call, "the refusal \(problem.rawValue)")
        case .denied, .notNeeded, .waiting, .ended, .made:
            expectTrail(call, "the answer \(result.code)")
        }
    }

    /// What is told of a requested call is what its records say; what it has come to stays.
    func compare(_ result: ApprovalResult) {
        switch result {
        case .denied(let answer), .notNeeded(let answer): compare(answer)
        case .waiting(let shown), .refused(.waiting, let shown?):
            check(.i30, approvals[shown.id] != nil, "\(shown.id) is shown, which nobody requested")
        case .refused(.over, let shown):
            check(
                .i30, shown.flatMap { approvals[$0.id] }.map { !$0.isWaiting } ?? false,
                "\(shown?.id.text ?? "") is said to be over, and waits")
        case .refused: break
        case .ended(let shown): compare(shown)
        case .made(let shown, let made):
            compare(shown)
            guard case .attempted(let report, _) = made else {
                return fail(.i30, "\(shown.id) is said to be made, and was not attempted")
            }
            check(
                .i30, approvals[shown.id]?.condition == .made(report.attempt.id),
                "\(shown.id) is said to be made by \(report.attempt.id)")
            compare(report)
        }
    }

    private func compare(_ shown: ApprovalProjection) {
        check(
            .i30, approvals[shown.id]?.condition == shown.condition && !shown.isWaiting,
            "\(shown.id) is told as \(shown.condition), and is \(told(approvals[shown.id]))")
    }

    // MARK: Parts

    private func stands(_ loss: Loss?, of model: ApprovalModel) -> Bool {
        stands(loss, of: model.order, by: model.terms.call)
    }

    /// Whether a loss is exactly what a call would give up now.
    private func stands(_ loss: Loss?, of order: Int, by call: OrderCall) -> Bool {
        guard let loss else { return call == .cancel && orders[order].kind != .awaitingPayment }
        return orders[order].loses(loss, by: call)
    }

    private func told(_ loss: Loss?) -> String { loss.map { "\($0)" } ?? "nothing" }

    private func told(_ moment: Timestamp?) -> String { moment.map { "\($0)" } ?? "no hour" }

    private func told(_ model: ApprovalModel?) -> String {
        model.map { "\($0.condition)" } ?? "unknown"
    }
}
