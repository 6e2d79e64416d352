public import OrderJournal

/// A proof about checkpoints, and whether it holds where it was checked.
public struct ProofJSON: AnswerForm {
    /// `inclusion` or `consistency`.
    public let kind: String
    /// The record, of an inclusion.
    public let sequence: Int64?
    /// How many records are sealed, of an inclusion.
    public let size: Int64?
    /// The hash of the record, of an inclusion.
    public let hash: String?
    /// How many records the older checkpoint seals, of a consistency.
    public let from: Int64?
    /// How many records the newer checkpoint seals, of a consistency.
    public let to: Int64?
    /// The nodes of the tree, in lower-case hexadecimal digits.
    public let path: [String]
    /// The proof as it is written.
    public let proof: String
    /// Whether it holds; `nil` where it was made and not checked.
    public let holds: Bool?
    /// Why it does not hold.
    public let problem: String?

    private enum CodingKeys: String, CodingKey {
        case kind
        case sequence
        case size
        case hash
        case from
        case to
        case path
        case proof
        case holds
        case problem
    }

    /// What became of a check.
    public enum Verdict: Hashable, Sendable {
        /// The proof was made, and not checked.
        case unchecked
        /// The proof holds.
        case holds
        /// The proof does not hold.
        case fails(ProofProblem)
    }

    /// Takes a proof that a record is sealed.
    public init(_ proof: InclusionProof, _ verdict: Verdict = .unchecked) {
        kind = "inclusion"
        sequence = proof.sequence
        size = proof.size
        hash = proof.recordHash.hex
        (from, to) = (nil, nil)
        path = proof.path.map(\.hex)
        self.proof = proof.text
        (holds, problem) = verdict.members
    }

    /// Takes a proof that a checkpoint only added to an older one.
    public init(_ proof: ConsistencyProof, _ verdict: Verdict = .unchecked) {
        kind = "consistency"
        (sequence, size, hash) = (nil, nil, nil)
        from = proof.oldSize
        to = proof.newSize
        path = proof.path.map(\.hex)
        self.proof = proof.text
        (holds, problem) = verdict.members
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(kind, forKey: .kind)
        try members.encode(sequence, forKey: .sequence)
        try members.encode(size, forKey: .size)
        try members.encode(hash, forKey: .hash)
        try members.encode(from, forKey: .from)
        try members.encode(to, forKey: .to)
        try members.encode(path, forKey: .path)
        try members.encode(proof, forKey: .proof)
        try members.encode(holds, forKey: .holds)
        try members.encode(problem, forKey: .problem)
    }
}

extension ProofJSON.Verdict {
    fileprivate var members: (holds: Bool?, problem: String?) {
        switch self {
        case .unchecked: (nil, nil)
        case .holds: (true, nil)
        case .fails(let problem): (false, problem.rawValue)
        }
    }
}
