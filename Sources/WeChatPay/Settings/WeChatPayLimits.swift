import OrderLifecycle

/// How long a call may take, and how much is read and written.
public struct WeChatPayLimits: Hashable, Sendable {
    /// The time for a connection to stand.
    public let connectTimeout: Duration
    /// The time for a whole call.
    public let requestTimeout: Duration
    /// The most bytes of an answer that are read.
    public let answerBytes: Int
    /// The most UTF-16 units of a cancel's reason: one of `CancelReason.limits`.
    public let reasonLimit: Int

    /// Five seconds, thirty seconds, 256 KiB, thirty characters.
    public static let standard = WeChatPayLimits()

    /// What the time for a connection may be.
    public static let connectRange: ClosedRange<Duration> = .milliseconds(10) ... .seconds(60)
    /// What the time for a call may be; the waiting time after a lost answer builds on its upper
    /// end.
    public static let requestRange: ClosedRange<Duration> = .milliseconds(10) ... .seconds(120)
    /// What the size of an answer may be limited to, in bytes.
    public static let answerRange = 1024...4_194_304

    /// The most bytes of the merchant's own JSON that are read.
    package static let requestBytes = 65_536

    private init() {
        connectTimeout = .seconds(5)
        requestTimeout = .seconds(30)
        answerBytes = 262_144
        reasonLimit = CancelReason.limit
    }

    /// Creates limits.
    ///
    /// - Throws: ``WeChatPayError``, `setting_invalid`, for a limit outside its range.
    public init(
        connectTimeout: Duration = WeChatPayLimits.standard.connectTimeout,
        requestTimeout: Duration = WeChatPayLimits.standard.requestTimeout,
        answerBytes: Int = WeChatPayLimits.standard.answerBytes,
        reasonLimit: Int = WeChatPayLimits.standard.reasonLimit
    ) throws(WeChatPayError) {
        try Self.check(connectTimeout, in: Self.connectRange, "connect timeout")
        try Self.check(requestTimeout, in: Self.requestRange, "request timeout")
        try Self.check(answerBytes, in: Self.answerRange, "answer size limit")
        guard CancelReason.limits.contains(reasonLimit) else {
            let limits = CancelReason.limits.map(String.init).joined(separator: " or ")
            throw WeChatPayError(.settingInvalid, "reason limit", "it is \(limits)")
        }
        self.connectTimeout = connectTimeout
        self.requestTimeout = requestTimeout
        self.answerBytes = answerBytes
        self.reasonLimit = reasonLimit
    }

    /// Refuses a value outside its range.
    static func check<Value>(
        _ value: Value, in range: ClosedRange<Value>, _ name: String
    ) throws(WeChatPayError) {
        guard range.contains(value) else {
            throw WeChatPayError(
                .settingInvalid, name,
                "\(range.lowerBound) to \(range.upperBound) is accepted")
        }
    }
}
