/// The proof that a record is one of those that a checkpoint seals, in its place: the audit path
/// of RFC 9162, section 2.1.3.
///
/// It is checked with the checkpoint alone, without the journal.
public struct InclusionProof: Hashable, Sendable {
    /// The first line of every such proof.
    public static let origin = "payscore-orders/inclusion/1"

    /// The record's place in the journal, from 1.
    public let sequence: Int64
    /// How many records are sealed.
    public let size: Int64
    /// The hash of the record.
    public let recordHash: Digest32
    /// The nodes beside the way from the leaf to the root.
    public let path: [Digest32]

    /// Creates a proof as it was found; ``problem(under:)`` tells whether it is one.
    public init(sequence: Int64, size: Int64, recordHash: Digest32, path: [Digest32]) {
        self.sequence = sequence
        self.size = size
        self.recordHash = recordHash
        self.path = path
    }

    /// Reads a proof as it is written, or returns `nil` if the text is none.
    public init?(text: String) {
        guard let lines = ProofText(reading: text, origin: Self.origin),
            let recordHash = lines.digests.first
        else { return nil }
        self.init(
            sequence: lines.numbers.0, size: lines.numbers.1, recordHash: recordHash,
            path: Array(lines.digests.dropFirst()))
    }

    /// The proof as it is written.
    public var text: String {
        ProofText(Self.origin, sequence, size, [recordHash] + path).text
    }

    /// Returns what is wrong with the proof, or `nil` if the checkpoint seals the record.
    public func problem(under checkpoint: Checkpoint) -> ProofProblem? {
        guard checkpoint.isSignatureValid else { return .signatureWrong }
        return problem(size: checkpoint.size, root: checkpoint.root)
    }

    /// Returns what is wrong with the proof, or `nil` if the record is under this root.
    ///
    /// - Parameters:
    ///   - size: The number of leaves of the tree.
    ///   - root: The tree's root.
    public func problem(size: Int64, root: Digest32) -> ProofProblem? {
        guard self.size == size else { return .sizeDiffers }
        guard sequence >= 1, sequence <= size else { return .recordOutside }
        var (index, last) = (sequence - 1, size - 1)
        var node = MerkleTree.leaf(recordHash)
        for sibling in path {
            guard last > 0 else { return .rootDiffers }
            if index & 1 == 1 || index == last {
                node = MerkleTree.node(sibling, node)
                while index & 1 == 0, index != 0 { (index, last) = (index >> 1, last >> 1) }
            } else {
                node = MerkleTree.node(node, sibling)
            }
            (index, last) = (index >> 1, last >> 1)
        }
        return last == 0 && node == root ? nil : .rootDiffers
    }
}
