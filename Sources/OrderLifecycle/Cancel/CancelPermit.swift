/// What a permit is bound to: one decision about one order as it stood.
///
/// A permit is used once and expires. Whoever presents its token acknowledges its hazards.
public struct PermitTerms: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// The revision at which the order took its standing.
    public let revision: Int64
    /// The hazards that its use acknowledges, amounts included.
    public let hazards: [CancelHazard]
    /// Who asked for it.
    public let grantedTo: ActorName
    /// When it ends.
    public let expiresAt: Timestamp

    /// How long a permit lasts by default, in milliseconds: ten minutes.
    public static let standardLifetime: Int64 = 600_000

    /// Creates terms.
    public init(
        order: OutOrderNumber, revision: Int64, hazards: [CancelHazard], grantedTo: ActorName,
        expiresAt: Timestamp
    ) {
        self.order = order
        self.revision = revision
        self.hazards = hazards
        self.grantedTo = grantedTo
        self.expiresAt = expiresAt
    }

    /// Creates the terms of a permit for a decision; `nil` if the decision denies.
    public init?(
        for decision: CancelDecision, order: OutOrderNumber, revision: Int64,
        grantedTo: ActorName, expiresAt: Timestamp
    ) {
        switch decision {
        case .denied: return nil
        case .allowed(let clearance):
            self.init(
                order: order, revision: revision, hazards: clearance.acknowledged,
                grantedTo: grantedTo, expiresAt: expiresAt)
        case .needsAcknowledgement(let hazards):
            self.init(
                order: order, revision: revision, hazards: hazards, grantedTo: grantedTo,
                expiresAt: expiresAt)
        }
    }

    /// The acknowledgement that using the permit gives.
    public var acknowledgement: Acknowledgement {
        Acknowledgement(of: hazards, by: grantedTo)
    }

    /// Tells why the permit cannot be used for an order that took its standing at `revision`, or
    /// `nil` if it can.
    public func problem(
        using order: OutOrderNumber, at revision: Int64, isSpent: Bool, now: Timestamp
    ) -> PermitProblem? {
        if order != self.order { return .foreign }
        if isSpent { return .spent }
        if now >= expiresAt { return .expired }
        if revision != self.revision { return .stale }
        return nil
    }
}

/// Why a permit cannot be used; the raw value is the stable code.
public enum PermitProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// No permit has this token.
    case unknown = "permit_unknown"
    /// It was given for another order.
    case foreign = "permit_foreign"
    /// It has been used.
    case spent = "permit_spent"
    /// Its time is over.
    case expired = "permit_expired"
    /// The order, or what is at stake, has changed since.
    case stale = "permit_stale"
}
