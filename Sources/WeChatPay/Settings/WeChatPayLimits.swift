public import OrderLifecycle

/// How long a call may take, and how much is read and written.
public struct WeChatPayLimits: Hashable, Sendable {
    /// The time for a connection to stand, in milliseconds.
    public let connectMilliseconds: Int
    /// The time for a whole call, in milliseconds.
    public let requestMilliseconds: Int
    /// The most bytes of an answer that are read.
    public let answerBytes: Int
    /// The most UTF-16 units of a cancel's reason.
    public let reasonLimit: Int

    /// Five seconds, thirty seconds, 256 KiB, thirty characters.
    public static let standard = WeChatPayLimits()

    /// What the time for a connection may be, in milliseconds.
    public static let connectRange = 10...60_000
    /// What the time for a call may be, in milliseconds; the waiting time after a lost answer
    /// builds on its upper end.
    public static let requestRange = 10...120_000
    /// What the size of an answer may be limited to, in bytes.
    public static let answerRange = 1024...4_194_304
    /// What a reason may be limited to: the cancel page of 2020-04-23, and WeChat's newer pages.
    public static let reasonLimits = [CancelReason.limit, CancelReason.newerLimit]

    /// The most bytes of the merchant's own JSON that are read.
    static let requestBytes = 65_536

    private init() {
        connectMilliseconds = 5000
        requestMilliseconds = 30_000
        answerBytes = 262_144
        reasonLimit = CancelReason.limit
    }

    /// Creates limits.
    ///
    /// - Throws: ``WeChatPayError``, `setting_invalid`, for a limit outside its range.
    public init(
        connectMilliseconds: Int = 5000, requestMilliseconds: Int = 30_000,
        answerBytes: Int = 262_144, reasonLimit: Int = CancelReason.limit
    ) throws(WeChatPayError) {
        try Self.check(connectMilliseconds, in: Self.connectRange, "connect timeout")
        try Self.check(requestMilliseconds, in: Self.requestRange, "request timeout")
        try Self.check(answerBytes, in: Self.answerRange, "answer size limit")
        guard Self.reasonLimits.contains(reasonLimit) else {
            throw WeChatPayError(.settingInvalid, "reason limit", "it is either 30 or 50")
        }
        self.connectMilliseconds = connectMilliseconds
        self.requestMilliseconds = requestMilliseconds
        self.answerBytes = answerBytes
        self.reasonLimit = reasonLimit
    }

    private static func check(
        _ value: Int, in range: ClosedRange<Int>, _ name: String
    ) throws(WeChatPayError) {
        guard range.contains(value) else {
            throw WeChatPayError(
                .settingInvalid, name,
                "\(range.lowerBound) to \(range.upperBound) is accepted")
        }
    }
}
