/// How much may be forgiven before a person has to look.
public struct VelocityLimits: Hashable, Sendable {
    /// The most acknowledged cancels and modifies within the window.
    public let cancels: Int
    /// The most fen forgiven within the window.
    public let fen: Int64
    /// The most orders reported as paid elsewhere within the window; `nil` of any number.
    public let reports: Int?
    /// The most fen reported as paid elsewhere within the window; `nil` of any amount.
    public let reportedFen: Int64?
    /// The window.
    public let window: Duration

    /// Twenty cancels or 1,000,000 fen within sixty minutes; reports without a limit.
    public static let standard = VelocityLimits()

    /// What the window may be: one minute to seven days.
    public static let windowRange: ClosedRange<Duration> = .seconds(60) ... .seconds(604_800)

    private init() {
        cancels = 20
        fen = 1_000_000
        reports = nil
        reportedFen = nil
        window = .seconds(3600)
    }

    /// Creates limits, with a window in whole milliseconds.
    ///
    /// - Throws: ``InvalidValue`` for a negative number, or a window outside ``windowRange``.
    public init(
        cancels: Int, fen: Int64, reports: Int? = nil, reportedFen: Int64? = nil, window: Duration
    ) throws(InvalidValue) {
        self.cancels = Int(try Self.checked(Int64(cancels), .velocityLimitCancels))
        self.fen = try Self.checked(fen, .velocityLimitFen)
        self.reports = try reports.map { count throws(InvalidValue) in
            Int(try Self.checked(Int64(count), .velocityLimitReports))
        }
        self.reportedFen = try reportedFen.map { fen throws(InvalidValue) in
            try Self.checked(fen, .velocityLimitReportedFen)
        }
        self.window = try window.checked(.velocityLimitWindow, within: Self.windowRange)
    }

    private static func checked(
        _ number: Int64, _ field: InvalidValue.Field
    ) throws(InvalidValue) -> Int64 {
        guard number >= 0 else {
            throw InvalidValue(field, .outOfRange(minimum: 0, maximum: .max))
        }
        return number
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

    /// Tells whether a further order of `amount` that is reported as paid elsewhere would go over a
    /// limit.
    public func wouldBeExceeded(from usage: VelocityUsage, reporting amount: Amount) -> Bool {
        let (sum, overflow) = usage.reportedFen.addingReportingOverflow(amount.fen)
        return reports.map { usage.reports >= $0 } ?? false
            || reportedFen.map { overflow || sum > $0 } ?? false
    }
}
