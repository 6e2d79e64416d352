/// The answer to "may this call be made now?", before anything is done.
public enum CancelDecision: Hashable, Sendable {
    /// It may.
    case allowed(CancelClearance)
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
        case allowed
        case needsAcknowledgement = "needs_acknowledgement"
        case denied
    }
}

extension CancelDecision: CustomStringConvertible {
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

/// Proof that a call was decided on and allowed: only ``CancelPolicy/decision(on:)`` makes one,
/// and no attempt begins without it.
public struct CancelClearance: Hashable, Sendable {
    /// What is lost without being asked about.
    public let notice: CancelNotice?
    /// What is given up, and was acknowledged.
    public let acknowledged: Acknowledgement?

    init(notice: CancelNotice? = nil, acknowledged: Acknowledgement? = nil) {
        self.notice = notice
        self.acknowledged = acknowledged
    }
}

/// What the merchant may lose by cancelling, and is told without being asked.
public enum CancelNotice: Hashable, Sendable {
    /// The service is in use and could no longer be charged for, up to the risk fund where it is
    /// known.
    case serviceUncharged(upTo: Amount?)

    /// The most that may be lost, where it is known.
    public var atStake: Amount? {
        switch self {
        case .serviceUncharged(let amount): amount
        }
    }

    /// The word for this notice.
    public var code: String {
        switch self {
        case .serviceUncharged: "service_uncharged"
        }
    }
}

extension CancelNotice: CustomStringConvertible {
    /// The word with the most that may be lost: `service_uncharged up to ¥300.00`.
    public var description: String {
        atStake.map { "\(code) up to \($0)" } ?? code
    }
}
