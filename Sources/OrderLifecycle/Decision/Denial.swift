/// Everything that speaks against a call; never empty.
public struct Denial: Hashable, Sendable {
    private let known: DenialReasons
    private let added: [CustomDenial]?
    private let leadMilliseconds: Int64?
    /// When the order may be collected for next, where it was a short while ago.
    public let nextCollectAt: Timestamp?

    /// Creates the denial for one reason.
    public init(_ reason: DenialReason) {
        var known = DenialReasons()
        known.insert(reason)
        self.known = known
        added = nil
        leadMilliseconds = nil
        nextCollectAt = nil
    }

    /// - Parameters:
    ///   - denials: What the merchant's own guards say; never empty.
    ///   - age: How old the observation is that was decided on.
    ///   - nextCollectAt: When the order may be collected for next, if that is not now.
    init?(
        _ known: DenialReasons, _ customDenials: [CustomDenial]?,
        observationAge age: ObservationAge?, nextCollectAt: Timestamp? = nil
    ) {
        if known.isEmpty, customDenials == nil { return nil }
        self.known = known
        added = customDenials
        leadMilliseconds = known.contains(.clockAhead) ? age?.leadMilliseconds : nil
        self.nextCollectAt = nextCollectAt
    }

    /// By how much WeChat's signature is older than our question, where that is a reason.
    public var signedBeforeAsking: Duration? { leadMilliseconds.map { .milliseconds($0) } }

    /// What the merchant's own guards say.
    public var customDenials: [CustomDenial] { added ?? [] }

    /// The reasons, in order of precedence.
    public var reasons: [DenialReason] {
        DenialReason.allCases.filter(contains)
    }

    /// The codes of all reasons, the merchant's own included.
    public var codes: [String] {
        reasons.map(\.rawValue) + customDenials.map(\.code)
    }

    /// Whether nothing speaks against the call but what goes by itself: how old the observation is,
    /// or that another call of the order has no known outcome yet.
    public var passes: Bool {
        added == nil && reasons.allSatisfy(\.passes)
    }

    /// Tells whether a reason is among those that speak against the call.
    public func contains(_ reason: DenialReason) -> Bool {
        known.contains(reason)
    }
}

extension Denial: CustomStringConvertible {
    /// All codes: `already_done, protected`.
    public var description: String { codes.joined(separator: ", ") }
}
