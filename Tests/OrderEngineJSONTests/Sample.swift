import OrderLifecycle

@testable import OrderJournal

/// Values that every golden file is made of.
enum Sample {
    static func at(_ milliseconds: Int64) -> Timestamp {
        Timestamp(clamping: 1_800_000_000_000 + milliseconds)
    }

    /// A checkpoint of seven records, as it was signed once.
    static let note = """
        example.com/rentals/payscore/4f1c6a2be09d73858d1b0c9e77a2f3d6
        7
        VlPEqyUUzNbqTwFZcC0qupAfJWKqdavP9aGeNEvuA48=
        previous LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=
        time 1800000000000
        key 6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=
        frontier YmY17sTi+kp1R1oPHWM9vuVbZ4MkfBCLmhLcxg8Tg24= \
        PCvnfypSLPD8WNADVLr7Ss/gyW2crFhTtG67zy3Ue0M= \
        7S0tol7elqa2EGpBqegXks8s85Kmzedh3EIwX+aTcx0=

        — example.com/rentals/payscore/4f1c6a2be09d73858d1b0c9e77a2f3d6 \
        NMB0qLMF2hbPjIqSBSiBMZUUNGUu3OKogmH7QHDpRuzGMcz+sYTDNU/64+yyyWDU4e7SGyxxnVm+bZcXBzoc\
        KZoZWQE=

        """

    static func fen(_ fen: Int64) throws -> Amount { try Amount(fen: fen) }

    static func order(_ number: String = "ORDER-1") throws -> OutOrderNumber {
        try OutOrderNumber(number)
    }

    static func actor(_ name: String = "clerk-1") throws -> ActorName { try ActorName(name) }

    static func caller() throws -> Caller {
        Caller(
            actor: try actor(), channel: try CallerChannel("order-service"),
            identification: .verified(by: try IdentificationMethod("oidc")))
    }

    /// Every phase, with and without what may be unknown in it.
    static func phases() throws -> [OrderPhase] {
        [
            .created(riskFund: nil), .created(riskFund: try fen(10_000)),
            .inService(riskFund: nil), .inService(riskFund: try fen(20_000)),
            .awaitingPayment(try pending(due: 5000)),
            .awaitingPayment(try pending(due: 3000, paid: 2000)),
            .done(paid: nil), .done(paid: .zero), .done(paid: try fen(5000)),
            .done(paid: try fen(5000), through: .merchant), .revoked, .expired,
        ]
    }

    /// Every phase, and every reason why none is known.
    static func states() throws -> [OrderState] {
        try phases().map { .known($0) }
            + IndeterminateReason.allCases.map {
                .indeterminate($0, last: .inService(riskFund: nil))
            } + [.unseen]
    }

    static func pending(due: Int64, paid: Int64 = 0) throws -> PendingCollection {
        guard let pending = PendingCollection(due: try fen(due), paid: try fen(paid)) else {
            throw InvalidValue(.amount, .empty)
        }
        return pending
    }

    static func projection(
        _ state: OrderState, isFull: Bool = false
    ) throws -> OrderProjection {
        try OrderProjection(
            order: order(), revision: 17, head: .of("head".utf8), state: state,
            isVerified: isFull, stateRevision: 16,
            identity: OrderIdentity(orderID: isFull ? OrderID("15646546545165651651") : nil),
            isProtected: isFull, openAttempt: isFull ? AttemptID("att_01") : nil,
            failedCancel: nil, observedAt: isFull ? at(1000) : nil,
            contradictions: isFull ? 2 : 0, createdAt: at(0), updatedAt: at(2000))
    }

    static func refusal(_ kind: Refusal.Kind = .alreadyDone) -> Refusal {
        Refusal(kind: kind, code: "ORDER_DONE", status: 400, message: "订单已完成")
    }

    /// Every way in which an attempt can stand.
    static func conditions() -> [AttemptProjection.Condition] {
        [.open(nextAt: at(9000)), .parked]
            + AttemptProof.allCases.map { .settled(.applied($0)) }
            + Refusal.Kind.allCases.map { .settled(.refused(refusal($0))) }
            + AttemptFailure.allCases.map { .settled(.notApplied($0)) } + [.settled(.unproven)]
    }

    static func attempt(
        _ condition: AttemptProjection.Condition, call: OrderCall = .cancel,
        refusal: Refusal? = nil, subject: Subject? = nil, consents: Bool = false,
        making approval: ApprovalID? = nil
    ) throws -> AttemptProjection {
        let clerk = IdentifiedActor(
            try actor(), .verified(by: try IdentificationMethod("oidc")))
        let consent = ConsentDetails(
            permit: .of("permit".utf8), givenUp: try fen(5000), requestedBy: clerk,
            acknowledgedBy: IdentifiedActor(try actor("finance-2")),
            alsoBy: approval == nil ? nil : IdentifiedActor(try actor("finance-3")),
            until: at(600_000))
        let intent = IntentDetails(
            attempt: AttemptID("att_01"), call: call, requestDigest: .of("request".utf8),
            consent: consents ? consent : nil, approval: approval)
        return AttemptProjection(
            intent: intent, subject: try subject ?? .order(order()),
            decidedOn: .known(.inService(riskFund: nil)), caller: try caller(),
            intendedAt: at(3000), dispatches: 2, lastSentAt: at(4000), uncertainty: .unknown,
            refusal: refusal, condition: condition)
    }

    /// One attempt for each way, and of each call.
    static func attempts() throws -> [AttemptProjection] {
        var attempts = try conditions().map { try attempt($0) }
        attempts += try [
            attempt(.open(nextAt: at(9000)), refusal: refusal(.deductionRunning), consents: true),
            attempt(.settled(.applied(.answered)), call: .create(.confirm, riskFund: nil)),
            attempt(.settled(.applied(.answered)), call: .complete(total: fen(5000))),
            attempt(
                .settled(.applied(.answered)), call: .modify(total: fen(3800)), consents: true),
            attempt(
                .settled(.applied(.answered)), call: .reportPaid(at: at(0)), consents: true),
            attempt(
                .settled(.applied(.answered)), consents: true,
                making: ApprovalID("apr_00112233445566778899")),
            attempt(.settled(.unproven), call: .collect),
            attempt(.parked, subject: .journal), authorizationAttempt(.parked),
        ]
        return attempts
    }

    static func authorizationAttempt(
        _ condition: AttemptProjection.Condition
    ) throws -> AttemptProjection {
        AttemptProjection(
            intent: IntentDetails(
                attempt: AttemptID("att_02"), authorizationCall: .terminate,
                requestDigest: .of("request".utf8), customer: customer),
            subject: .authorization(try AuthorizationCode("AUTH-1")), decidedOn: .unseen,
            caller: try caller(), intendedAt: at(3000), dispatches: 1, lastSentAt: at(4000),
            uncertainty: .unknown, refusal: nil, condition: condition)
    }

    static let customer = CustomerID(text: "cus_00112233445566778899")

    static func authorization(
        _ state: AuthorizationState, isFull: Bool = false
    ) throws -> AuthorizationProjection {
        AuthorizationProjection(
            code: try AuthorizationCode("AUTH-1"), revision: 7, head: .zero,
            knowledge: AuthorizationKnowledge(state, since: isFull ? at(1000) : nil),
            customer: isFull ? customer : nil, openAttempt: isFull ? AttemptID("att_02") : nil,
            observedAt: isFull ? at(2000) : nil, createdAt: at(0), updatedAt: at(3000))
    }

    /// Every cause, a record that has every member, and one whose detail has a name twice.
    static func records() throws -> [JournalRecord] {
        let lost = OutsideChange(.revoked, loss: .exactly(try fen(5000)))
        let revoked = RecordContent.order(.happened(.revoked, outside: lost))
        var records = try Cause.Kind.allCases.enumerated().map { index, cause in
            try record(Int64(index + 1), .order(.protected), Cause(cause))
        }
        records += try [
            record(8, revoked, Cause(.query, id: "0872F5AC"), isFull: true),
            record(9, .order(.observed(.confirmed)), Cause(.query)),
            record(10, .order(.observed(.confirmed)), Cause(.call), detail: "a=1\na=2\nb"),
        ]
        return records
    }

    static func record(
        _ sequence: Int64, _ content: RecordContent, _ cause: Cause, isFull: Bool = false,
        detail: String? = nil, reason: String? = nil
    ) throws -> JournalRecord {
        JournalRecord(
            sequence: sequence, subject: .order(try order()), revision: sequence,
            at: at(sequence), providerAt: isFull ? at(-500) : nil, event: content.event,
            phaseBefore: isFull ? "awaiting_payment" : nil,
            phaseAfter: isFull ? "revoked" : nil, cause: cause, caller: try caller(),
            origin: ProcessOrigin(host: "host-1", systemUser: "shop"),
            reason: isFull ? "用户取消 \u{202E}\"/\\\u{7F}\u{E0001}" : reason,
            rules: isFull ? .v1_1 : nil,
            detail: detail.map { Detail(text: $0) } ?? content.detail,
            evidence: isFull ? "body_sha256=9f86d081" : nil, previous: .zero,
            hash: .of("\(sequence)".utf8))
    }
}
