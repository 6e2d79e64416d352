/// Two observations of one order that cannot both be true; recorded and alarmed, never resolved in
/// silence.
public enum Contradiction: String, Hashable, Sendable, CaseIterable {
    /// Paid although it was revoked.
    case paidAfterRevoked = "paid_after_revoked"
    /// Revoked although it was done.
    case revokedAfterDone = "revoked_after_done"
    /// Not closed any more although it was done.
    case liveAfterDone = "live_after_done"
    /// Created, in service or awaiting payment although it was revoked.
    case liveAfterRevoked = "live_after_revoked"
    /// Created, in service, completed, paid or revoked although it had lapsed.
    case liveAfterExpired = "live_after_expired"
    /// Lapsed although it had been confirmed, closed or revoked.
    case expiredAfterConfirmed = "expired_after_confirmed"
    /// An amount that cannot change, or not in this way, did.
    case amountChanged = "amount_changed"
    /// Paid in another way than was shown before, such as through WeChat as well as through the
    /// merchant: perhaps twice.
    case routeChanged = "route_changed"
    /// The order belongs to another merchant, application or service, or WeChat gives it another
    /// number than before.
    case identityChanged = "identity_changed"
    /// What nobody's signature stands behind says something else than WeChat's signed word, which
    /// stands, or which took its place.
    case unverifiedDiffers = "unverified_differs"
    /// A notification has the ID of an earlier one, and says something else.
    case notificationReused = "notification_reused"
}

extension OrderPhase.Kind {
    /// The contradiction between this phase, in which an order has ended, and a later signed
    /// observation in which it has not; `nil` for a phase in which it has not ended.
    var contradictedByLife: Contradiction? {
        switch self {
        case .created, .inService, .awaitingPayment: nil
        case .done: .liveAfterDone
        case .revoked: .liveAfterRevoked
        case .expired: .liveAfterExpired
        }
    }
}

extension OrderSnapshot {
    /// What this one snapshot says that cannot be true together, as it could not in two: money for
    /// an order that is revoked or has lapsed.
    ///
    /// What is not understood, an amount or a word, counts as money: what was said must not vanish.
    public var contradiction: Contradiction? {
        guard let collection = collection.flatMap(Self.present), collection.showsMoney else {
            return nil
        }
        return switch interpretation {
        case .phase(.revoked, _): .paidAfterRevoked
        case .phase(.expired, _): .liveAfterExpired
        case .phase(.created, _), .phase(.inService, _), .phase(.awaitingPayment, _),
            .phase(.done, _), .indeterminate:
            nil
        }
    }
}

extension CollectionSnapshot {
    fileprivate var showsMoney: Bool {
        switch paidAmount {
        case .absent, .fen(0): ![nil, "", "USER_PAYING"].contains(state) || !paidTypes.isEmpty
        case .fen, .malformed: true
        }
    }
}
