import OrderJournal
import OrderLifecycle

/// Drafts of one requested cancel's records, of an order that gives ¥50.00 up.
struct SampleApproval {
    let order: SampleOrder
    let id: ApprovalID
    let request = Array(#"{"reason":"用户取消"}"#.utf8)

    /// - Parameters:
    ///   - digits: Two hexadecimal digits, which tell it from others.
    ///   - number: The order's number.
    init(_ digits: String, of number: String = "A-1") throws {
        order = try SampleOrder(number)
        id = try ApprovalID("apr_" + String(repeating: digits, count: 10))
    }

    func loss(_ fen: Int64 = 5000) throws -> Loss {
        try require("a loss", Loss([.collectionAbandoned], atStake: try Amount(fen: fen)))
    }

    func terms() throws -> Approval {
        try Approval(
            of: order.number, .cancel, requestedBy: order.caller.identifiedActor, loss: loss(),
            expiresAt: order.time(600_000), lifetime: .seconds(540))
    }

    func draft(_ fact: ApprovalFact, at milliseconds: Int64) -> RecordDraft {
        order.draft(.order(.approval(fact)), at: milliseconds)
    }

    func requested(at milliseconds: Int64) throws -> RecordDraft {
        let details = ApprovalDetails(id: id, terms: try terms(), requestDigest: .of(request))
        return order.draft(
            .order(.approval(.requested(details))), at: milliseconds, reason: "customer asked",
            request: request)
    }

    func acknowledged(
        by name: String, stating fen: Int64 = 5000, at milliseconds: Int64
    ) throws -> RecordDraft {
        draft(
            .acknowledged(
                id, stating: try Amount(fen: fen), by: IdentifiedActor(try ActorName(name))),
            at: milliseconds)
    }

    func made(permit: String, at milliseconds: Int64) throws -> RecordDraft {
        let intent = IntentDetails(
            attempt: id.attempt, call: .cancel, requestDigest: .of(request),
            consent: ConsentDetails(
                permit: SampleOrder.digest(permit), givenUp: try Amount(fen: 5000),
                requestedBy: order.caller.identifiedActor,
                acknowledgedBy: IdentifiedActor(try ActorName("李敏-test")),
                until: order.time(600_000)),
            approval: id)
        return order.draft(
            .attempt(.intended(intent)), at: milliseconds, reason: "customer asked",
            request: request)
    }
}
