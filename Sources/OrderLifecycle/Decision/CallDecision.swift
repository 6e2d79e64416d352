/// The answer to "may this call be made now?", before anything is done.
public enum CallDecision: Hashable, Sendable {
    /// It may.
    case allowed(CallClearance)
    /// It may once a person acknowledges exactly this loss, by stating its amount.
    case needsAcknowledgement(Loss)
    /// It may not, for all of these reasons.
    case denied(Denial)

    /// The word for this answer.
    public var code: Code {
        switch self {
        case .allowed: .allowed
        case .needsAcknowledgement: .needsAcknowledgement
        case .denied: .denied
        }
    }

    /// The three answers without what belongs to them.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The call may be made.
        case allowed
        /// The call may be made once a person acknowledges the loss.
        case needsAcknowledgement = "needs_acknowledgement"
        /// The call may not be made.
        case denied
    }
}

extension CallDecision: CustomStringConvertible {
    /// The answer with what belongs to it, for example
    /// `needs acknowledgement: collection_abandoned ¥128.00` or `denied: already_done, protected`.
    public var description: String {
        switch self {
        case .allowed(let clearance): "allowed" + (clearance.notice.map { ": \($0)" } ?? "")
        case .needsAcknowledgement(let loss): "needs acknowledgement: \(loss)"
        case .denied(let denial): "denied: \(denial)"
        }
    }
}
