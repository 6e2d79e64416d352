public import OrderLifecycle

/// How much may be forgiven before a person has to look.
public struct VelocityLimitsJSON: Codable, Hashable, Sendable {
    /// The most acknowledged cancels and modifies within the window.
    public let cancels: Int
    /// The most fen forgiven within the window.
    public let fen: Int64
    /// The most orders reported as paid elsewhere within the window; absent of any number.
    public let reports: Int?
    /// The most fen reported as paid elsewhere within the window; absent of any amount.
    public let reportedFen: Int64?
    /// The window in whole minutes, rounded down.
    public let minutes: Int64

    private enum CodingKeys: String, CodingKey {
        case cancels
        case fen
        case reports
        case reportedFen = "reported_fen"
        case minutes
    }

    /// Takes the limits of a policy.
    public init(_ limits: VelocityLimits) {
        cancels = limits.cancels
        fen = limits.fen
        reports = limits.reports
        reportedFen = limits.reportedFen
        minutes = limits.window.milliseconds / 60_000
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(cancels, forKey: .cancels)
        try members.encode(fen, forKey: .fen)
        try members.encode(reports, forKey: .reports)
        try members.encode(reportedFen, forKey: .reportedFen)
        try members.encode(minutes, forKey: .minutes)
    }
}
