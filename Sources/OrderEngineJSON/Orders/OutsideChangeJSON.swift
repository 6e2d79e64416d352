public import OrderLifecycle

/// A change of an order that no call of the journal explains.
public struct OutsideChangeJSON: Codable, Hashable, Sendable {
    /// `revoked_outside`, `completed_outside`, `reduced_outside` or `reported_paid_outside`.
    public let code: String
    /// What was lost, where that is known exactly.
    public let lostFen: Int64?
    /// The most that was lost, where only that is known.
    public let lostUpToFen: Int64?

    private enum CodingKeys: String, CodingKey {
        case code
        case lostFen = "lost_fen"
        case lostUpToFen = "lost_up_to_fen"
    }

    /// Takes a change.
    public init(_ change: OutsideChange) {
        code = change.kind.rawValue
        lostFen = change.loss.exactly?.fen
        lostUpToFen = change.loss.most?.fen
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(code, forKey: .code)
        try members.encode(lostFen, forKey: .lostFen)
        try members.encode(lostUpToFen, forKey: .lostUpToFen)
    }
}

extension OutsideChange.Loss {
    /// What was lost, where that is known exactly.
    var exactly: Amount? {
        switch self {
        case .exactly(let amount): amount
        case .nothing, .upTo: nil
        }
    }

    /// The most that was lost, where only that is known.
    var most: Amount? {
        switch self {
        case .upTo(let amount): amount
        case .nothing, .exactly: nil
        }
    }
}
