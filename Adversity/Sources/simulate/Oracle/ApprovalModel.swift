import OrderJournal
import OrderLifecycle

/// A requested call as the oracle folds its records.
struct ApprovalModel {
    let order: Int
    /// What was requested, as the record of the request says it.
    let terms: Approval
    let digest: Digest32
    /// The request to WeChat as it was stored.
    let request: [UInt8]
    /// Its body.
    let body: [UInt8]
    let caller: Caller
    /// The journal's time when it was requested.
    let requestedAt: Timestamp
    /// What it gives up, as people were shown it last.
    var loss: Loss?
    /// Who has acknowledged that.
    var people: [ActorName] = []
    var condition = ApprovalProjection.Condition.waiting

    var isWaiting: Bool { condition == .waiting }

    /// How many people other than the one who requested it have acknowledged the loss.
    var others: Int { Set(people).subtracting([terms.requestedBy.name]).count }

    /// Whether a projection says of it what its records say.
    func agrees(with projection: ApprovalProjection) -> Bool {
        projection.terms.call == terms.call && projection.terms.order == terms.order
            && projection.terms.requestedBy == terms.requestedBy
            && projection.terms.expiresAt == terms.expiresAt
            && projection.terms.heldUntil == terms.heldUntil
            && projection.terms.loss == loss
            && projection.terms.acknowledgedBy.map(\.name) == people
            && projection.requestDigest == digest && projection.caller == caller
            && projection.condition == condition
    }
}
