package import OrderJournal
import OrderLifecycle

/// Which place of a requested call's row a record of it takes.
package enum ApprovalPlace {
    /// The record of the request, which makes the row.
    case requested
    /// Somebody acknowledged it.
    case acknowledged
    /// A second person did.
    case alsoAcknowledged
    /// It was sent back: nobody has acknowledged it any more.
    case sentBack
    /// It was made, or ended otherwise.
    case ended

    /// The place of the record that a draft became.
    ///
    /// - Parameter approval: The requested call after it.
    package init(of draft: RecordDraft, _ approval: ApprovalProjection) {
        switch draft.content {
        case .order(.approval(.requested)): self = .requested
        case .order(.approval(.acknowledged)):
            self = approval.terms.acknowledgedBy.count > 1 ? .alsoAcknowledged : .acknowledged
        case .order(.approval(.sentBack)): self = .sentBack
        case .order, .attempt, .authorization, .journal: self = .ended
        }
    }
}
