/// A rule of the merchant's about cancels, beside WeChat's.
///
/// A guard sees the whole situation and gives one verdict; every guard is asked, and all that
/// object are reported.
public protocol CancelGuard: Sendable {
    /// Tells what this guard says of a cancel in this situation.
    func verdict(on situation: CancelSituation) -> GuardVerdict
}

/// What one guard says.
public enum GuardVerdict: Hashable, Sendable {
    /// Nothing speaks against it.
    case agrees
    /// It may not be, for a reason that this package knows.
    case denies(DenialReason)
    /// It may not be, for a reason of the merchant's own.
    case objects(MerchantObjection)
}

/// Denies a cancel while another call of the order has no known outcome.
public struct UnresolvedGuard: CancelGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies while an attempt is unresolved.
    public func verdict(on situation: CancelSituation) -> GuardVerdict {
        situation.unresolved == nil ? .agrees : .denies(.attemptUnresolved)
    }
}

/// Denies a cancel of an order that somebody protected, until the protection is lifted.
public struct ProtectionGuard: CancelGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies while the order is protected.
    public func verdict(on situation: CancelSituation) -> GuardVerdict {
        situation.isProtected ? .denies(.protected) : .agrees
    }
}

/// Denies a cancel on a view that is too old.
public struct FreshnessGuard: CancelGuard, Hashable {
    /// The greatest age of a view in milliseconds.
    public let limit: Int64

    /// The ages that may be chosen as a limit: one second to one minute.
    public static let limits: ClosedRange<Int64> = 1000...60_000

    /// Creates the guard; a limit outside ``limits`` is moved to the nearer end.
    public init(limit: Int64 = 5000) {
        self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
    }

    /// Denies if the age of the view is not within the limit; without a view there is no age.
    public func verdict(on situation: CancelSituation) -> GuardVerdict {
        guard let age = situation.viewAge else { return .agrees }
        return (0...limit).contains(age) ? .agrees : .denies(.viewTooOld)
    }
}

/// Says what a part payment means for a cancel.
public struct PartPaymentGuard: CancelGuard, Hashable {
    /// What a part payment is to the merchant.
    public enum Treatment: String, Hashable, Sendable, CaseIterable {
        /// A reason to deny.
        case denied
        /// A hazard to be acknowledged.
        case hazard
    }

    /// What a part payment is.
    public let treatment: Treatment

    /// Creates the guard.
    public init(_ treatment: Treatment = .denied) {
        self.treatment = treatment
    }

    /// Denies if a part is paid and that is no hazard by this treatment.
    public func verdict(on situation: CancelSituation) -> GuardVerdict {
        switch treatment {
        case .hazard: .agrees
        case .denied:
            if let pending = situation.pending, pending.paid > .zero {
                .denies(.partlyPaid)
            } else {
                .agrees
            }
        }
    }
}

/// Asks that the hazards be acknowledged by somebody else than the one who cancels.
public struct SecondPersonGuard: CancelGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies if the hazards were acknowledged by the one who cancels.
    public func verdict(on situation: CancelSituation) -> GuardVerdict {
        guard let acknowledgement = situation.acknowledgement, !acknowledgement.hazards.isEmpty
        else { return .agrees }
        return acknowledgement.actor == situation.actor ? .denies(.samePerson) : .agrees
    }
}
