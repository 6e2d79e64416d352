public import OrderLifecycle

/// What a record tells of a requested call; that it was made is told by the intent of its attempt.
public enum ApprovalFact: Hashable, Sendable {
    /// It was requested.
    case requested(ApprovalDetails)
    /// A person acknowledged what it gives up, by the amount.
    case acknowledged(ApprovalID, stating: Amount, by: IdentifiedActor)
    /// Something else was at stake when it was about to be made; it waits for people again.
    case sentBack(ApprovalID, giving: Loss?)
    /// It ended, and was not made.
    case ended(ApprovalID, ApprovalEnd)

    /// The name of the requested call.
    public var id: ApprovalID {
        switch self {
        case .requested(let details): details.id
        case .acknowledged(let id, _, _), .sentBack(let id, _), .ended(let id, _): id
        }
    }
}
