/// The proof that a checkpoint seals what an older one sealed, unchanged, and only added to it:
/// RFC 9162, section 2.1.4.
///
/// It is checked with the two checkpoints alone, without the journal. Two journals that parted have
/// none.
public struct ConsistencyProof: Hashable, Sendable {
    /// The first line of every such proof.
    public static let origin = "payscore-orders/consistency/1"

    /// How many records the older checkpoint seals.
    public let oldSize: Int64
    /// How many records the newer checkpoint seals.
    public let newSize: Int64
    /// The nodes that both roots are made of.
    public let path: [Digest32]

    /// Creates a proof as it was found; ``problem(from:to:)`` tells whether it is one.
    public init(oldSize: Int64, newSize: Int64, path: [Digest32]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Reads a proof as it is written, or returns `nil` if the text is none.
    public init?(text: String) {
        guard let lines = ProofText(reading: text, origin: Self.origin) else { return nil }
        self.init(oldSize: lines.numbers.0, newSize: lines.numbers.1, path: lines.digests)
    }

    /// The proof as it is written.
    public var text: String {
        ProofText(Self.origin, oldSize, newSize, path).text
    }

    /// Returns what is wrong with the proof, or `nil` if `new` seals what `old` seals.
    public func problem(from old: Checkpoint, to new: Checkpoint) -> ProofProblem? {
        guard old.isSignatureValid, new.isSignatureValid else { return .signatureWrong }
        guard old.origin.identity == new.origin.identity else { return .journalDiffers }
        guard old.size <= new.size else { return .sizesBackwards }
        guard old.size == oldSize, new.size == newSize else { return .sizeDiffers }
        return problem(oldRoot: old.root, newRoot: new.root)
    }

    /// Returns what is wrong with the proof, or `nil` if it leads to both roots.
    public func problem(oldRoot: Digest32, newRoot: Digest32) -> ProofProblem? {
        guard oldSize >= 0, oldSize <= newSize else { return .sizesBackwards }
        if oldSize == newSize {
            return path.isEmpty && oldRoot == newRoot ? nil : .rootDiffers
        }
        if oldSize == 0 {
            return path.isEmpty && oldRoot == MerkleTree().root ? nil : .rootDiffers
        }
        // A full tree is a node of the larger one, so its root is not repeated in the path.
        let nodes = oldSize.nonzeroBitCount == 1 ? [oldRoot] + path : path
        guard let first = nodes.first else { return .rootDiffers }
        var (index, last) = (oldSize - 1, newSize - 1)
        while index & 1 == 1 { (index, last) = (index >> 1, last >> 1) }
        var (oldNode, newNode) = (first, first)
        for node in nodes.dropFirst() {
            guard last > 0 else { return .rootDiffers }
            if index & 1 == 1 || index == last {
                oldNode = MerkleTree.node(node, oldNode)
                newNode = MerkleTree.node(node, newNode)
                while index & 1 == 0, index != 0 { (index, last) = (index >> 1, last >> 1) }
            } else {
                newNode = MerkleTree.node(newNode, node)
            }
            (index, last) = (index >> 1, last >> 1)
        }
        return last == 0 && oldNode == oldRoot && newNode == newRoot ? nil : .rootDiffers
    }
}
