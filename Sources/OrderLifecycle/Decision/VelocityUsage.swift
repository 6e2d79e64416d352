/// What counts towards the velocity limit.
public struct VelocityUsage: Hashable, Sendable {
    /// Whether it is tripped; it stays so until a named actor resets it.
    public var isTripped: Bool
    /// The acknowledged cancels and modifies within the window, since it was last reset.
    public var cancels: Int
    /// The fen forgiven by them.
    public var fen: Int64
    /// The orders reported as paid elsewhere within the window, since it was last reset.
    public var reports: Int
    /// The fen that WeChat collects no more because of them.
    public var reportedFen: Int64

    /// Creates a reading.
    public init(
        isTripped: Bool = false, cancels: Int = 0, fen: Int64 = 0, reports: Int = 0,
        reportedFen: Int64 = 0
    ) {
        self.isTripped = isTripped
        self.cancels = cancels
        self.fen = fen
        self.reports = reports
        self.reportedFen = reportedFen
    }
}
