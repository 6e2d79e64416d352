/// Everything that speaks against a call; never empty.
public struct Denial: Hashable, Sendable {
    private let known: DenialReasons
    private let added: [CustomDenial]?
    /// By how much WeChat's signature is older than our question, in milliseconds, where that is a
    /// reason.
    public let signedBeforeAsking: Int64?

    /// Creates the denial for one reason.
    public init(_ reason: DenialReason) {
        var known = DenialReasons()
        known.insert(reason)
        self.known = known
        added = nil
        signedBeforeAsking = nil
    }

    /// - Parameters:
    ///   - denials: What the merchant's own guards say; never empty.
    ///   - age: How old the observation is that was decided on.
    init?(
        _ known: DenialReasons, _ customDenials: [CustomDenial]?,
        observationAge age: ObservationAge?
    ) {
        if known.isEmpty, customDenials == nil { return nil }
        self.known = known
        added = customDenials
        signedBeforeAsking = known.contains(.clockAhead) ? age?.signedBeforeAsking : nil
    }

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

    /// Tells whether a reason is among those that speak against the call.
    public func contains(_ reason: DenialReason) -> Bool {
        known.contains(reason)
    }
}

extension Denial: CustomStringConvertible {
    /// All codes: `already_done, protected`.
    public var description: String { codes.joined(separator: ", ") }
}
