/// How much may be forgiven before a person has to look.
public struct VelocityLimits: Hashable, Sendable {
    /// The most acknowledged cancels and modifies within the window.
    public let cancels: Int
    /// The most fen forgiven within the window.
    public let fen: Int64
    /// The window in milliseconds.
    public let window: Int64

    /// Twenty cancels or 1,000,000 fen within sixty minutes.
    public static let standard = VelocityLimits(cancels: 20, fen: 1_000_000, window: 3_600_000)

    /// Creates limits; what is negative counts as zero.
    public init(cancels: Int, fen: Int64, window: Int64) {
        self.cancels = max(0, cancels)
        self.fen = max(0, fen)
        self.window = max(0, window)
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
