public import OrderEngine
import OrderJournal
import OrderLifecycle

/// Something that a person should know of at once; its members stand in a member `alarm`.
public struct AlarmJSON: AnswerForm {
    /// The stable code.
    public let code: String
    /// The order that it is about; absent where it is about none.
    public let outOrderNumber: String?
    /// The code of the customer's authorization that it is about, where it is about one.
    public let authorizationCode: String?
    /// The attempt that it is about, where it is about one.
    public let attempt: String?
    /// How two observations contradict each other.
    public let contradiction: String?
    /// What was lost by a change from outside, where that is known exactly.
    public let lostFen: Int64?
    /// The most that was lost by a change from outside, where only that is known.
    public let lostUpToFen: Int64?
    /// The record that is dated ahead of the clock.
    public let datedAhead: DatedAheadJSON?

    private enum Wrapper: String, CodingKey {
        case alarm
    }

    private enum CodingKeys: String, CodingKey {
        case code
        case outOrderNumber = "out_order_no"
        case authorizationCode = "authorization_code"
        case attempt
        case contradiction
        case lostFen = "lost_fen"
        case lostUpToFen = "lost_up_to_fen"
        case datedAhead = "dated_ahead"
    }

    /// Takes an alarm of the engine's.
    public init(_ alarm: Alarm) {
        code = alarm.code
        outOrderNumber = alarm.order?.text
        authorizationCode = alarm.authorization?.text
        attempt = alarm.attempt?.text
        contradiction = alarm.contradiction?.rawValue
        lostFen = alarm.change?.loss.exactly?.fen
        lostUpToFen = alarm.change?.loss.most?.fen
        datedAhead = alarm.ahead.map { DatedAheadJSON($0) }
    }

    /// Reads the members within `alarm`.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Wrapper.self)
            .nestedContainer(keyedBy: CodingKeys.self, forKey: .alarm)
        code = try members.decode(String.self, forKey: .code)
        outOrderNumber = try members.decodeIfPresent(String.self, forKey: .outOrderNumber)
        authorizationCode = try members.decodeIfPresent(String.self, forKey: .authorizationCode)
        attempt = try members.decodeIfPresent(String.self, forKey: .attempt)
        contradiction = try members.decodeIfPresent(String.self, forKey: .contradiction)
        lostFen = try members.decodeIfPresent(Int64.self, forKey: .lostFen)
        lostUpToFen = try members.decodeIfPresent(Int64.self, forKey: .lostUpToFen)
        datedAhead = try members.decodeIfPresent(DatedAheadJSON.self, forKey: .datedAhead)
    }

    /// Writes every member within `alarm`, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var wrapper = encoder.container(keyedBy: Wrapper.self)
        var members = wrapper.nestedContainer(keyedBy: CodingKeys.self, forKey: .alarm)
        try members.encode(code, forKey: .code)
        try members.encode(outOrderNumber, forKey: .outOrderNumber)
        try members.encode(authorizationCode, forKey: .authorizationCode)
        try members.encode(attempt, forKey: .attempt)
        try members.encode(contradiction, forKey: .contradiction)
        try members.encode(lostFen, forKey: .lostFen)
        try members.encode(lostUpToFen, forKey: .lostUpToFen)
        try members.encode(datedAhead, forKey: .datedAhead)
    }
}

extension Alarm {
    fileprivate var attempt: AttemptID? {
        switch self {
        case .appliedLate(_, let attempt), .parked(_, let attempt): attempt
        case .contradiction, .changedOutside, .velocityLimitTripped, .journalAhead: nil
        }
    }

    fileprivate var contradiction: Contradiction? {
        switch self {
        case .contradiction(_, let contradiction): contradiction
        case .changedOutside, .appliedLate, .parked, .velocityLimitTripped, .journalAhead: nil
        }
    }

    fileprivate var change: OutsideChange? {
        switch self {
        case .changedOutside(_, let change): change
        case .contradiction, .appliedLate, .parked, .velocityLimitTripped, .journalAhead: nil
        }
    }

    fileprivate var ahead: DatedAhead? {
        switch self {
        case .journalAhead(let ahead): ahead
        case .contradiction, .changedOutside, .appliedLate, .parked, .velocityLimitTripped: nil
        }
    }
}
