/// The answer to "may this order be cancelled now?", before anything is done.
public enum CancelDecision: Hashable, Sendable {
    /// It may.
    case allowed(CancelClearance)
    /// It may by whoever acknowledges exactly these hazards, amounts included.
    case needsAcknowledgement([CancelHazard])
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

/// Proof that a cancel was decided on and allowed: only ``CancelPolicy/decision(on:)`` makes one,
/// and no attempt to cancel begins without it.
public struct CancelClearance: Hashable, Sendable {
    /// What is lost without being asked about.
    public let notice: CancelNotice?
    private let abandoned: PendingCollection?

    /// - Parameters:
    ///   - notice: What is lost without being asked about.
    ///   - abandoned: The collection whose hazards were acknowledged.
    init(notice: CancelNotice? = nil, abandoning abandoned: PendingCollection? = nil) {
        self.notice = notice
        self.abandoned = abandoned
    }

    /// The hazards that were acknowledged.
    public var acknowledged: [CancelHazard] { abandoned.map(CancelHazard.all) ?? [] }
}

/// What the merchant would lose for good by cancelling; it must be acknowledged.
public enum CancelHazard: Hashable, Sendable {
    /// A collection is under way and would be abandoned.
    case collectionAbandoned(atStake: Amount)
    /// A part has been paid already, and would stay paid for an order that was cancelled.
    case partlyPaid(atStake: Amount)

    /// All hazards of cancelling while this is collected.
    static func all(of pending: PendingCollection) -> [CancelHazard] {
        let abandoned = CancelHazard.collectionAbandoned(atStake: pending.due)
        guard pending.paid > .zero else { return [abandoned] }
        return [abandoned, .partlyPaid(atStake: pending.paid)]
    }

    /// The amount that would be lost, or would have to be returned.
    public var atStake: Amount {
        switch self {
        case .collectionAbandoned(let amount), .partlyPaid(let amount): amount
        }
    }

    /// The word for this hazard.
    public var code: Code {
        switch self {
        case .collectionAbandoned: .collectionAbandoned
        case .partlyPaid: .partlyPaid
        }
    }

    /// The hazards without their amounts.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case collectionAbandoned = "collection_abandoned"
        case partlyPaid = "partly_paid"
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
