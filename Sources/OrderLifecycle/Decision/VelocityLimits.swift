/// How much may be forgiven before a person has to look.
public struct VelocityLimits: Hashable, Sendable {
    /// The most acknowledged cancels and modifies within the window.
    public let cancels: Int
    /// The most fen forgiven within the window.
    public let fen: Int64
    /// The window.
    public let window: Duration

    /// Twenty cancels or 1,000,000 fen within sixty minutes.
    public static let standard = VelocityLimits()

    /// What the window may be: one minute to seven days.
    public static let windowRange: ClosedRange<Duration> = .seconds(60) ... .seconds(604_800)

    private init() {
        cancels = 20
        fen = 1_000_000
        window = .seconds(3600)
    }

    /// Creates limits, with a window in whole milliseconds.
    ///
    /// - Throws: ``InvalidValue`` for a negative number, or a window outside ``windowRange``.
    public init(cancels: Int, fen: Int64, window: Duration) throws(InvalidValue) {
        guard cancels >= 0 else {
            throw InvalidValue(
                .velocityLimitCancels, .outOfRange(minimum: 0, maximum: Int64(Int.max)))
        }
        guard fen >= 0 else {
            throw InvalidValue(.velocityLimitFen, .outOfRange(minimum: 0, maximum: .max))
        }
        self.cancels = cancels
        self.fen = fen
        self.window = try window.checked(.velocityLimitWindow, within: Self.windowRange)
    }

    /// Tells whether one bill is above what may be forgiven, whatever was forgiven before.
    public func isExceeded(byForgiving amount: Amount) -> Bool {
        amount.fen > fen
    }

    /// Tells whether a further call that forgives `amount` would go over a limit.
    public func wouldBeExceeded(from usage: VelocityUsage, forgiving amount: Amount) -> Bool {
        let (sum, overflow) = usage.fen.addingReportingOverflow(amount.fen)
        return usage.cancels >= cancels || overflow || sum > fen
    }
}
