import OrderJournal

@testable import OrderEngine
@testable import OrderLifecycle

extension Answers {
    private static let name = "apr_00112233445566778899"

    /// A requested call, and what its records made of it.
    private static func approval(
        _ call: OrderCall = .cancel, losing loss: Loss?, held: Bool = false,
        because reason: String? = "用户取消",
        _ facts: (ApprovalID) throws -> [ApprovalFact] = { _ in [] }
    ) throws -> ApprovalProjection {
        let id = try ApprovalID(name)
        let terms = try Approval(
            of: Sample.order(), call, requestedBy: IdentifiedActor(Sample.actor()), loss: loss,
            expiresAt: Sample.at(28_800_000), heldUntil: held ? Sample.at(3_600_000) : nil)
        let details = ApprovalDetails(id: id, terms: terms, requestDigest: .of("request".utf8))
        let requested = try Sample.record(
            1, .order(.approval(.requested(details))), Cause(.approval, id: id.text),
            reason: reason)
        return try facts(id).enumerated().reduce(ApprovalProjection(details, requested)) {
            approval, fact in
            let content = RecordContent.order(.approval(fact.element))
            let record = try Sample.record(
                Int64(fact.offset + 2), content, Cause(.approval, id: id.text))
            return try approval.applying(record, content)
        }
    }

    static func person(_ name: String) throws -> IdentifiedActor {
        IdentifiedActor(
            try Sample.actor(name), try ActorIdentification(text: "verified:bearer_token"))
    }

    /// One that waits, for what it may wait, and one of every end.
    static func approvals() throws -> [ApprovalProjection] {
        let stake = try loss().atStake
        var approvals = [
            try approval(losing: loss()),
            try approval(.modify(total: Sample.fen(2000)), losing: loss(), because: nil) { id in
                [
                    .acknowledged(id, stating: stake, by: try person("finance-2")),
                    .acknowledged(id, stating: stake, by: try person("finance-3")),
                ]
            },
            try approval(.reportPaid(at: Sample.at(0)), losing: loss()),
            try approval(losing: nil, held: true),
            try made(),
        ]
        for end in ApprovalEnd.allCases {
            approvals.append(try approval(losing: loss()) { [.ended($0, end)] })
        }
        return approvals
    }

    private static func made() throws -> ApprovalProjection {
        let approval = try approval(losing: nil)
        let intent = IntentDetails(
            attempt: approval.id.attempt, call: .cancel, requestDigest: approval.requestDigest,
            approval: approval.id)
        let content = RecordContent.attempt(.intended(intent))
        return try approval.applying(
            Sample.record(2, content, Cause(.call, id: approval.id.attempt.text)), content)
    }

    /// Everything that can become of a request, or of what is said about one.
    static func approvalResults() throws -> [ApprovalResult] {
        let approvals = try approvals()
        let results: [ApprovalResult] = [
            .denied(try answer(.denied(Denial(.protected)))),
            .notNeeded(try answer(.allowed(CallClearance()))), .waiting(approvals[0]),
            .ended(approvals[5]),
            .made(approvals[4], .attempted(try report(.settled(.applied(.answered))), nil)),
            .refused(.unknown, nil),
        ]
        return results + ApprovalProblem.allCases.map { .refused($0, approvals[0]) }
    }
}
