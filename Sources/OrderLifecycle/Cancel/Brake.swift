/// How much may be forgiven before a person has to look.
public struct BrakeLimits: Hashable, Sendable {
    /// The most acknowledged cancels within the window.
    public let cancels: Int
    /// The most fen forgiven within the window.
    public let fen: Int64
    /// The window in milliseconds.
    public let window: Int64

    /// Twenty cancels or 1,000,000 fen within sixty minutes.
    public static let standard = BrakeLimits(cancels: 20, fen: 1_000_000, window: 3_600_000)

    /// Creates limits; what is negative counts as zero.
    public init(cancels: Int, fen: Int64, window: Int64) {
        self.cancels = max(0, cancels)
        self.fen = max(0, fen)
        self.window = max(0, window)
    }

    /// Tells whether a further cancel that forgives `amount` would go over a limit.
    public func wouldBeExceeded(from reading: BrakeReading, forgiving amount: Amount) -> Bool {
        let (sum, overflow) = reading.fen.addingReportingOverflow(amount.fen)
        return reading.cancels >= cancels || overflow || sum > fen
    }
}

/// What the brake shows.
public struct BrakeReading: Hashable, Sendable {
    /// Whether it is engaged; it stays so until a named actor releases it.
    public var isEngaged: Bool
    /// The acknowledged cancels within the window, since it was last released.
    public var cancels: Int
    /// The fen forgiven by them.
    public var fen: Int64

    /// Creates a reading.
    public init(isEngaged: Bool = false, cancels: Int = 0, fen: Int64 = 0) {
        self.isEngaged = isEngaged
        self.cancels = cancels
        self.fen = fen
    }
}

/// Denies cancels that would forgive money while the brake is engaged, or beyond its limits.
public struct BrakeGuard: DenyingGuard, Hashable {
    /// The limits.
    public let limits: BrakeLimits

    /// Creates the guard.
    public init(_ limits: BrakeLimits = .standard) {
        self.limits = limits
    }

    /// Denies if money would be forgiven and the brake is engaged, or would be by this cancel.
    func denial(in situation: CancelSituation) -> DenialReason? {
        guard let forgiven = situation.loss?.atStake else { return nil }
        let isOver = limits.wouldBeExceeded(from: situation.brake, forgiving: forgiven)
        return situation.brake.isEngaged || isOver ? .brakeEngaged : nil
    }
}
