import OrderLifecycle

@testable import OrderJournal

extension RecordContentTests {
    /// Every step of a requested call, with all that it may say, or next to nothing.
    static var approvals: [RecordContent] {
        let id = sampleID
        let facts: [ApprovalFact] =
            [
                .requested(details(id, losing: Sample.loss(5000, paid: 100), heldUntil: nil)),
                .requested(details(id, losing: nil, heldUntil: Sample.at(5000))),
                .acknowledged(
                    id, stating: Sample.fen(5000), by: Sample.caller.identifiedActor),
                .sentBack(id, giving: Sample.loss(4000)), .sentBack(id, giving: nil),
            ] + ApprovalEnd.allCases.map { .ended(id, $0) }
        return facts.map { .order(.approval($0)) } + [.attempt(.intended(intent(making: id)))]
    }

    private static var sampleID: ApprovalID {
        ApprovalID(randomBytes: [0, 17, 34, 51, 68, 85, 102, 119, 136, 153])
    }

    private static func details(
        _ id: ApprovalID, losing loss: Loss?, heldUntil: Timestamp?
    ) -> ApprovalDetails {
        do {
            return ApprovalDetails(
                id: id,
                terms: try Approval(
                    of: Sample.number, .reportPaid(at: Sample.at(0)),
                    requestedBy: Sample.caller.identifiedActor, loss: loss,
                    expiresAt: Sample.at(600_000), lifetime: .seconds(540), heldUntil: heldUntil),
                requestDigest: Sample.digest)
        } catch { fatalError("\(error)") }
    }

    /// Two people stand behind it.
    private static func intent(making approval: ApprovalID) -> IntentDetails {
        IntentDetails(
            attempt: approval.attempt, call: .cancel, requestDigest: Sample.digest,
            consent: ConsentDetails(
                permit: Sample.digest, givenUp: Sample.fen(5000),
                requestedBy: Sample.caller.identifiedActor,
                acknowledgedBy: Sample.caller.identifiedActor,
                alsoBy: Sample.caller.identifiedActor, until: Sample.at(600_000)),
            approval: approval)
    }
}
