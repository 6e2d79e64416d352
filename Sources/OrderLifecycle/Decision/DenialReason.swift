/// Why a call may not be made; the raw value is the stable code.
///
/// In order of precedence: WeChat's rules first, then this package's guards.
public enum DenialReason: String, Hashable, Sendable, CaseIterable {
    /// An order of this number exists and has gone on.
    case orderExists = "order_exists"
    /// The customer's authorization has ended, by WeChat's signed word.
    case authorizationUnavailable = "authorization_unavailable"
    /// The customer has not confirmed the order.
    case notConfirmed = "not_confirmed"
    /// The order has not been completed, so that there is no amount to lower.
    case notCompleted = "not_completed"
    /// The order has been completed.
    case alreadyCompleted = "already_completed"
    /// The order is closed.
    case alreadyDone = "already_done"
    /// The order is revoked.
    case alreadyRevoked = "already_revoked"
    /// The order has lapsed.
    case alreadyExpired = "already_expired"
    /// The order is paid, though not closed yet.
    case alreadyPaid = "already_paid"
    /// The amount is not below what is collected now.
    case amountNotLower = "amount_not_lower"
    /// The amount would leave nothing to pay.
    case amountNotAbovePaid = "amount_not_above_paid"
    /// The payment that is reported lies in the future.
    case paidInFuture = "paid_in_future"
    /// The observation tells no phase.
    case indeterminateState = "indeterminate_state"
    /// The order is completed, and V1.0 of the rules does not permit a cancel then.
    case afterCompletion = "after_completion"
    /// A part is paid.
    case partlyPaid = "partly_paid"
    /// A call of this order has no known outcome yet.
    case attemptUnresolved = "attempt_unresolved"
    /// There is no verified observation to decide on: WeChat could not be asked, or gave no answer
    /// that can be believed.
    case observationUnavailable = "observation_unavailable"
    /// The observation that the decision would rest on is older than the policy permits.
    case observationTooOld = "observation_too_old"
    /// WeChat's signature is older than our question by more than an observation may be old.
    case clockAhead = "clock_ahead"
    /// WeChat was asked to collect for the order a short while ago.
    case collectedLately = "collected_lately"
    /// The order is protected.
    case protected
    /// More would be forgiven than the velocity limit permits, or it is tripped.
    case velocityLimitTripped = "velocity_limit_tripped"
    /// This one bill is above what may be forgiven at all; a reset cannot help it.
    case exceedsVelocityLimit = "exceeds_velocity_limit"
    /// More would be reported as paid elsewhere than the policy permits within its window.
    case exceedsReportLimit = "exceeds_report_limit"
    /// The one who requested the call acknowledged its loss, and the policy asks for a second
    /// person.
    case samePerson = "same_person"
    /// Fewer than two people other than the requester acknowledged the loss, and the policy asks
    /// for two.
    case secondApproverMissing = "second_approver_missing"
    /// The requester or the person who acknowledged the loss only gave a name, and the policy asks
    /// for verified people.
    case personNotVerified = "person_not_verified"
}

extension DenialReason {
    /// Whether it goes by itself, though nothing changes at WeChat and nobody does anything.
    var passes: Bool {
        switch self {
        case .attemptUnresolved, .observationUnavailable, .observationTooOld, .clockAhead: true
        case .orderExists, .authorizationUnavailable, .notConfirmed, .notCompleted,
            .alreadyCompleted, .alreadyDone, .alreadyRevoked, .alreadyExpired, .alreadyPaid,
            .amountNotLower, .amountNotAbovePaid, .paidInFuture, .indeterminateState,
            .afterCompletion, .partlyPaid, .collectedLately, .protected, .velocityLimitTripped,
            .exceedsVelocityLimit, .exceedsReportLimit, .samePerson, .secondApproverMissing,
            .personNotVerified:
            false
        }
    }

    /// One bit a reason, in the order in which they were added; the order of the cases is their
    /// precedence.
    var bit: UInt32 {
        switch self {
        case .orderExists: 1 << 0
        case .notConfirmed: 1 << 1
        case .notCompleted: 1 << 2
        case .alreadyCompleted: 1 << 3
        case .alreadyDone: 1 << 4
        case .alreadyRevoked: 1 << 5
        case .alreadyExpired: 1 << 6
        case .alreadyPaid: 1 << 7
        case .amountNotLower: 1 << 8
        case .amountNotAbovePaid: 1 << 9
        case .paidInFuture: 1 << 10
        case .indeterminateState: 1 << 11
        case .afterCompletion: 1 << 12
        case .partlyPaid: 1 << 13
        case .attemptUnresolved: 1 << 14
        case .observationUnavailable: 1 << 15
        case .observationTooOld: 1 << 16
        case .clockAhead: 1 << 17
        case .collectedLately: 1 << 18
        case .protected: 1 << 19
        case .velocityLimitTripped: 1 << 20
        case .exceedsVelocityLimit: 1 << 21
        case .exceedsReportLimit: 1 << 22
        case .samePerson: 1 << 23
        case .personNotVerified: 1 << 24
        case .authorizationUnavailable: 1 << 25
        case .secondApproverMissing: 1 << 26
        }
    }
}
