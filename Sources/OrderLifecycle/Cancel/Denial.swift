/// Why a call may not be made; the raw value is the stable code.
///
/// In order of precedence: WeChat's rules first, then this package's guards.
public enum DenialReason: String, Hashable, Sendable, CaseIterable {
    /// An order of this number exists and has gone on.
    case orderExists = "order_exists"
    /// The customer has not confirmed the order.
    case notConfirmed = "not_confirmed"
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
    /// The view tells no phase.
    case unclearState = "unclear_state"
    /// The order is completed, and V1.0 of the rules does not permit a cancel then.
    case afterCompletion = "after_completion"
    /// A part is paid.
    case partlyPaid = "partly_paid"
    /// A create, complete or cancel of this order has no known outcome yet.
    case attemptUnresolved = "attempt_unresolved"
    /// The view that the decision would rest on is older than the policy permits.
    case viewTooOld = "view_too_old"
    /// WeChat's signature is older than our question by more than a view may be old.
    case clockAhead = "clock_ahead"
    /// The order is protected.
    case protected
    /// More would be forgiven than the brake permits, or it is engaged.
    case brakeEngaged = "brake_engaged"
    /// The one who requested the call acknowledged its loss, and the policy asks for a second
    /// person.
    case samePerson = "same_person"
}

/// Why a rule of the merchant's own objects.
public struct MerchantObjection: Hashable, Sendable {
    /// A stable code of the merchant's.
    public let code: String
    /// The reason as an English sentence.
    public let english: String
    /// The reason as a Chinese sentence.
    public let chinese: String

    /// Creates an objection.
    public init(code: String, english: String, chinese: String) {
        self.code = code
        self.english = english
        self.chinese = chinese
    }
}

/// Everything that speaks against a call; never empty.
public struct Denial: Hashable, Sendable {
    private let known: DenialReasons
    private let added: [MerchantObjection]?
    /// By how much WeChat's signature is older than our question, in milliseconds, where that is a
    /// reason.
    public let signedBeforeAsking: Int64?

    /// Creates the denial for one reason.
    public init(_ reason: DenialReason) {
        var known = DenialReasons()
        known.insert(reason)
        self.known = known
        added = nil
        signedBeforeAsking = nil
    }

    /// - Parameters:
    ///   - objections: What the merchant's own guards say; never empty.
    ///   - age: How old the view is that was decided on.
    init?(_ known: DenialReasons, _ objections: [MerchantObjection]?, viewAge age: ViewAge?) {
        if known.isEmpty, objections == nil { return nil }
        self.known = known
        added = objections
        signedBeforeAsking = known.contains(.clockAhead) ? age?.signedBeforeAsking : nil
    }

    /// What the merchant's own guards say.
    public var objections: [MerchantObjection] { added ?? [] }

    /// The reasons, in order of precedence.
    public var reasons: [DenialReason] {
        DenialReason.allCases.filter(contains)
    }

    /// The codes of all reasons and objections.
    public var codes: [String] {
        reasons.map(\.rawValue) + objections.map(\.code)
    }

    /// Tells whether a reason is among those that speak against the call.
    public func contains(_ reason: DenialReason) -> Bool {
        known.contains(reason)
    }
}

extension Denial: CustomStringConvertible {
    /// All codes: `already_done, protected`.
    public var description: String { codes.joined(separator: ", ") }
}

/// A set of reasons, which takes no memory of its own.
struct DenialReasons: Hashable, Sendable {
    private var mask: UInt32 = 0

    var isEmpty: Bool { mask == 0 }

    mutating func insert(_ reason: DenialReason?) {
        if let reason { mask |= reason.bit }
    }

    func contains(_ reason: DenialReason) -> Bool {
        mask & reason.bit != 0
    }
}

extension DenialReason {
    /// One bit a reason, in order of precedence.
    fileprivate var bit: UInt32 {
        switch self {
        case .orderExists: 1 << 0
        case .notConfirmed: 1 << 1
        case .alreadyCompleted: 1 << 2
        case .alreadyDone: 1 << 3
        case .alreadyRevoked: 1 << 4
        case .alreadyExpired: 1 << 5
        case .alreadyPaid: 1 << 6
        case .unclearState: 1 << 7
        case .afterCompletion: 1 << 8
        case .partlyPaid: 1 << 9
        case .attemptUnresolved: 1 << 10
        case .viewTooOld: 1 << 11
        case .clockAhead: 1 << 12
        case .protected: 1 << 13
        case .brakeEngaged: 1 << 14
        case .samePerson: 1 << 15
        }
    }
}
