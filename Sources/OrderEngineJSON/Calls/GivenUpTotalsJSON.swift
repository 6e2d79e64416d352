public import OrderEngine
public import OrderLifecycle

/// What calls gave up together, each kind apart.
public struct GivenUpTotalsJSON: AnswerForm {
    /// The earliest moment, where one was asked for.
    public let from: String?
    /// The moment before which, where one was asked for.
    public let to: String?
    /// The sums, one for each kind.
    public let totals: [Total]

    /// The sums of a kind.
    public struct Total: Codable, Hashable, Sendable {
        /// The kind.
        public let kind: String
        /// How many calls took effect.
        public let calls: Int
        /// What they gave up.
        public let fen: Int64
        /// Of how many calls nobody knows yet whether they took effect.
        public let unresolvedCalls: Int
        /// What these would give up.
        public let unresolvedFen: Int64

        private enum CodingKeys: String, CodingKey {
            case kind
            case calls
            case fen
            case unresolvedCalls = "unresolved_calls"
            case unresolvedFen = "unresolved_fen"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case from
        case to
        case totals
    }

    /// Takes sums with the time that they are about.
    ///
    /// - Parameters:
    ///   - totals: The sums.
    ///   - start: The earliest moment, where one was asked for.
    ///   - end: The moment before which, where one was asked for.
    public init(_ totals: GivenUpTotals, from start: Timestamp? = nil, to end: Timestamp? = nil) {
        from = start?.description
        to = end?.description
        self.totals = GivenUpKind.allCases.map { kind in
            let (certain, unresolved) = (totals.certain(kind), totals.unresolved(kind))
            return Total(
                kind: kind.rawValue, calls: certain.calls, fen: certain.fen,
                unresolvedCalls: unresolved.calls, unresolvedFen: unresolved.fen)
        }
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(from, forKey: .from)
        try members.encode(to, forKey: .to)
        try members.encode(totals, forKey: .totals)
    }
}
