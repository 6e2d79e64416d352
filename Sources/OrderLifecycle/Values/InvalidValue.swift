/// A value that breaks the rule of its type: which one, and how.
public struct InvalidValue: Error, Hashable, Sendable {
    /// The value that was refused, named as WeChat's documents or this package's name it.
    public let field: Field
    /// The rule that it breaks.
    public let problem: Problem

    /// Creates the refusal of a value.
    public init(_ field: Field, _ problem: Problem) {
        self.field = field
        self.problem = problem
    }

    /// The kinds of value that have a rule.
    public enum Field: String, Hashable, Sendable, CaseIterable {
        /// A sum of money: ``Amount``.
        case amount
        /// The merchant's number of an order: ``OutOrderNumber``.
        case outOrderNumber = "out_order_no"
        /// An application's identifier: ``AppID``.
        case appID = "appid"
        /// A service's identifier: ``ServiceID``.
        case serviceID = "service_id"
        /// A merchant's identifier: ``MerchantID``.
        case merchantID = "mchid"
        /// WeChat's number of an order: ``OrderID``.
        case orderID = "order_id"
        /// By what WeChat finds an order: ``QueryID``.
        case queryID = "query_id"
        /// The reason of a call, such as a ``CancelReason``.
        case reason
        /// The name of a person or system: ``ActorName``.
        case actor
        /// A way in: ``CallerChannel``.
        case channel
        /// How an actor was identified: ``IdentificationMethod``.
        case identification
        /// WeChat's authorization code: ``AuthorizationCode``.
        case authorizationCode = "authorization_code"
        /// A customer as the merchant's application knows them.
        case openID = "openid"
        /// What a record is about.
        case subject
        /// WeChat's number of a payment: ``TransactionID``.
        case transactionID = "transaction_id"
        /// WeChat's name of a notification: ``NotificationID``.
        case notificationID = "notification_id"
        /// WeChat's name of what a notification is about: ``NotificationType``.
        case notificationType = "event_type"
        /// The name under which checkpoints are published.
        case checkpointName = "checkpoint_name"
        /// A moment: ``Timestamp``.
        case time
        /// When an order was paid elsewhere, as WeChat writes it.
        case paidAt = "paid_at"
        /// The greatest age of an observation.
        case freshness
        /// The pause after which a request can no longer take effect: ``RetryPolicy/quiescence``.
        case quiescence
        /// A time of a query after the last sending: ``RetryPolicy/lookups``.
        case lookups
        /// How often the same bytes are sent: ``RetryPolicy/dispatches``.
        case dispatches
        /// The pause while an order is being paid: ``RetryPolicy/deductionPause``.
        case deductionPause = "deduction_pause"
        /// The pause after a server error: ``RetryPolicy/retryPause``.
        case retryPause = "retry_pause"
        /// How long a permit lasts.
        case permitLifetime = "permit_lifetime"
        /// How long a requested call may wait: ``Approval/lifetime``.
        case approvalLifetime = "approval_lifetime"
        /// Before when a requested call is not made: ``Approval/heldUntil``.
        case approvalHold = "approval_hold"
        /// The name of a requested call.
        case approval
        /// The longest pause that a call waits out.
        case maxPause = "max_pause"
        /// The time between two rounds of reconciliation.
        case reconciliationPause = "reconciliation_pause"
        /// The time between two looks for records of other processes.
        case pollInterval = "poll_interval"
        /// How long a shutdown waits for running calls.
        case shutdownLimit = "shutdown_limit"
        /// ``CollectGuard/interval``.
        case collectInterval = "collect_interval"
        /// How many orders a sweep asks about in a second.
        case sweepRate = "sweep_rate"
        /// The time between two sweeps.
        case sweepPause = "sweep_pause"
        /// ``VelocityLimits/cancels``.
        case velocityLimitCancels = "velocity_limit_cancels"
        /// ``VelocityLimits/fen``.
        case velocityLimitFen = "velocity_limit_fen"
        /// ``VelocityLimits/reports``.
        case velocityLimitReports = "velocity_limit_reports"
        /// ``VelocityLimits/reportedFen``.
        case velocityLimitReportedFen = "velocity_limit_reported_fen"
        /// ``VelocityLimits/window``.
        case velocityLimitWindow = "velocity_limit_window"
    }

    /// The ways in which a value can break its rule.
    public enum Problem: Hashable, Sendable {
        /// Nothing, or nothing but spaces, where something is required.
        case empty
        /// More units than the limit allows.
        case tooLong(length: Int, limit: Int)
        /// Within the limit as written, but over it once percent-encoded for a path.
        case tooLongEncoded(length: Int, limit: Int)
        /// A character that is not permitted, by its offset in UTF-8 bytes.
        case forbiddenCharacter(offset: Int)
        /// A character that no identifier of an actor has, with its offset in UTF-8 bytes.
        case foreignToIdentifiers(Unicode.Scalar, offset: Int)
        /// A character of four UTF-8 bytes, which WeChat does not accept, by its offset in bytes.
        case fourByteCharacter(offset: Int)
        /// A number outside its range; spans of time are told in milliseconds.
        case outOfRange(minimum: Int64, maximum: Int64)
        /// A number that could be yuan or fen.
        case noUnit(number: Int64)
        /// No number of yuan or fen.
        case notAnAmount
        /// No moment as WeChat writes it.
        case notBeijingTime
    }
}

extension InvalidValue: CustomStringConvertible {
    /// What is wrong and what would be right, without repeating the value itself.
    public var description: String {
        "\(field.rawValue) \(explanation)"
    }

    /// What is wrong, as the end of a sentence that begins with the value's name; a number has the
    /// unit in which this value is measured.
    public var explanation: String {
        switch problem {
        case .tooLong(let length, let limit):
            "has \(length) \(field.unit), at most \(limit) are allowed"
        case .outOfRange(let minimum, let maximum):
            "is outside \(minimum)…\(maximum) \(field.unit)"
        case .empty, .tooLongEncoded, .forbiddenCharacter, .foreignToIdentifiers,
            .fourByteCharacter, .noUnit, .notAnAmount, .notBeijingTime:
            problem.description
        }
    }
}

extension InvalidValue.Field {
    /// In what the value is measured.
    fileprivate var unit: String {
        switch self {
        case .reason, .actor: "UTF-16 units (a letter or a Chinese character is one)"
        case .outOrderNumber, .appID, .serviceID, .merchantID, .orderID, .queryID, .channel,
            .identification, .authorizationCode, .openID, .subject, .transactionID,
            .notificationID, .notificationType, .checkpointName, .approval:
            "bytes"
        case .amount, .velocityLimitFen, .velocityLimitReportedFen: "fen"
        case .time, .paidAt, .freshness, .quiescence, .lookups, .deductionPause, .retryPause,
            .permitLifetime, .maxPause, .reconciliationPause, .pollInterval, .shutdownLimit,
            .sweepPause, .velocityLimitWindow, .collectInterval, .approvalLifetime, .approvalHold:
            "milliseconds"
        case .dispatches: "sendings"
        case .velocityLimitCancels, .velocityLimitReports: "calls"
        case .sweepRate: "orders a second"
        }
    }
}

extension InvalidValue.Problem: CustomStringConvertible {
    /// What is wrong, as the end of a sentence that begins with the field's name.
    public var description: String {
        switch self {
        case .empty: "is empty"
        case .tooLong(let length, let limit):
            "has a length of \(length), at most \(limit) is allowed"
        case .tooLongEncoded(let length, let limit):
            "takes \(length) bytes once percent-encoded, at most \(limit) are allowed"
        case .forbiddenCharacter(let offset):
            "has a character at byte \(offset) that is not allowed"
        case .foreignToIdentifiers(let scalar, let offset):
            "has \(Self.codePoint(scalar)) at byte \(offset); an identifier has ASCII letters, "
                + "digits, . _ @ + - and Han characters (U+4E00–9FFF, U+3400–4DBF)"
        case .fourByteCharacter(let offset):
            "has a character at byte \(offset) that takes four bytes in UTF-8; WeChat accepts "
                + "characters of one to three bytes only"
        case .outOfRange(let minimum, let maximum):
            "is outside \(minimum)…\(maximum)"
        case .noUnit(let number):
            "could be yuan or fen: write \(number).00 or ¥\(number) for yuan, \(number) fen for fen"
        case .notAnAmount:
            "is not an amount; write it like 128.00, ¥128, 128元 or 12800 fen"
        case .notBeijingTime:
            "is no moment in Beijing time (UTC+8); write it like 20260131160000, or 20260131 for "
                + "the beginning of that day"
        }
    }
    /// A character by its number, such as `U+0430`: it may show nothing, or look like another.
    package static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
