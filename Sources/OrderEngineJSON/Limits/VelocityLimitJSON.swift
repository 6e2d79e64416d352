public import OrderLifecycle

/// What counts towards the velocity limit, and the limits.
public struct VelocityLimitJSON: AnswerForm {
    /// Whether it is tripped; it stays so until a named person resets it.
    public let isTripped: Bool
    /// The acknowledged cancels and modifies within the window, since it was last reset.
    public let cancels: Int
    /// The fen forgiven by them.
    public let fen: Int64
    /// The orders reported as paid elsewhere within the window, since it was last reset.
    public let reports: Int
    /// The fen that WeChat collects no more because of them.
    public let reportedFen: Int64
    /// The limits.
    public let limits: VelocityLimitsJSON

    private enum CodingKeys: String, CodingKey {
        case isTripped = "tripped"
        case cancels
        case fen
        case reports
        case reportedFen = "reported_fen"
        case limits
    }

    /// Takes the engine's count, and the limits that it is held against.
    public init(_ usage: VelocityUsage, limits: VelocityLimits) {
        isTripped = usage.isTripped
        cancels = usage.cancels
        fen = usage.fen
        reports = usage.reports
        reportedFen = usage.reportedFen
        self.limits = VelocityLimitsJSON(limits)
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(isTripped, forKey: .isTripped)
        try members.encode(cancels, forKey: .cancels)
        try members.encode(fen, forKey: .fen)
        try members.encode(reports, forKey: .reports)
        try members.encode(reportedFen, forKey: .reportedFen)
        try members.encode(limits, forKey: .limits)
    }
}
