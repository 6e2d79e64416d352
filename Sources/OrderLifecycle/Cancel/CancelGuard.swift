/// A rule of the merchant's about calls that give money up, beside WeChat's.
///
/// A guard sees the whole situation and gives one verdict; every guard is asked, and all that
/// object are reported.
public protocol CancelGuard: Sendable {
    /// Tells what this guard says of the call in this situation.
    func verdict(on situation: CancelSituation) -> GuardVerdict
}

/// A guard of this package's own: it denies for one reason, or agrees.
///
/// The reason alone is a byte; a policy asks these guards without making verdicts, which are large
/// enough to take longer than the question.
protocol DenyingGuard: CancelGuard {
    /// Tells why this guard denies a cancel in this situation, or `nil` if it agrees.
    func denial(in situation: CancelSituation) -> DenialReason?
}

extension DenyingGuard {
    /// Denies for the reason that the guard gives, or agrees.
    public func verdict(on situation: CancelSituation) -> GuardVerdict {
        denial(in: situation).map { .denies($0) } ?? .agrees
    }
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

/// Denies any call while another call of the order has no known outcome.
public struct UnresolvedGuard: DenyingGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies while an attempt is unresolved.
    func denial(in situation: CancelSituation) -> DenialReason? {
        situation.unresolved == nil ? nil : .attemptUnresolved
    }
}

/// Denies a call that gives money up while somebody protects the order.
public struct ProtectionGuard: DenyingGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies while the order is protected.
    func denial(in situation: CancelSituation) -> DenialReason? {
        situation.isProtected ? .protected : nil
    }
}

/// Denies a cancel on a view that is too old, or whose signature is older than its question by more
/// than a view may be old: then our clock is ahead, or the answer is an old one, and no view can
/// be shown to be fresh.
public struct FreshnessGuard: DenyingGuard, Hashable {
    /// The greatest age of a view in milliseconds.
    public let limit: Int64

    /// The ages that may be chosen as a limit: one second to one minute.
    public static let limits: ClosedRange<Int64> = 1000...60_000

    /// Creates the guard; a limit outside ``limits`` is moved to the nearer end.
    public init(limit: Int64 = 5000) {
        self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
    }

    /// Denies if the age of the view is not within the limit; without a view there is no age.
    func denial(in situation: CancelSituation) -> DenialReason? {
        guard let age = situation.viewAge else { return nil }
        if age.signedBeforeAsking > limit { return .clockAhead }
        return (0...limit).contains(age.milliseconds) ? nil : .viewTooOld
    }
}

/// Says what a part payment means for a cancel.
public struct PartPaymentGuard: DenyingGuard, Hashable {
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
    func denial(in situation: CancelSituation) -> DenialReason? {
        guard situation.call == .cancel else { return nil }
        return switch treatment {
        case .hazard: nil
        case .denied:
            if let pending = situation.pending, pending.paid > .zero { .partlyPaid } else { nil }
        }
    }
}

/// Asks that someone other than the person who requests the call acknowledges its loss.
///
/// It compares who was given the permit with who stated the amount, and nobody else.
public struct SecondPersonGuard: DenyingGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies if the loss was acknowledged by the one who requested the call.
    func denial(in situation: CancelSituation) -> DenialReason? {
        guard let acknowledgement = situation.acknowledgement else { return nil }
        return acknowledgement.acknowledgedBy == acknowledgement.requestedBy ? .samePerson : nil
    }
}
