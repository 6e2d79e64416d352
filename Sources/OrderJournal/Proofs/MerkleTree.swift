/// The tree of RFC 9162 over the hashes of all records, grown from left to right.
///
/// Only the roots of the full subtrees are kept, at most one for each bit of the size.
public struct MerkleTree: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: Int64 = 0
    private var subtrees: [Digest32] = []

    /// Creates the tree without leaves.
    public init() {}

    /// Creates a tree of so many leaves from the roots of its full subtrees, largest first, or
    /// `nil` if their number is not that of the bits of `size`.
    public init?(size: Int64, subtrees: [Digest32]) {
        guard size >= 0, size.nonzeroBitCount == subtrees.count else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

    /// The roots of the full subtrees, largest first.
    public var frontier: [Digest32] { subtrees }

    /// Adds a record's hash as the next leaf.
    public mutating func append(_ recordHash: Digest32) {
        var node = Self.leaf(recordHash)
        var bit = size
        while bit & 1 == 1, let left = subtrees.popLast() {
            node = Self.node(left, node)
            bit >>= 1
        }
        subtrees.append(node)
        size += 1
    }

    /// The root: SHA-256 of nothing for the tree without leaves.
    public var root: Digest32 {
        guard var node = subtrees.last else { return Digest32.of([]) }
        for left in subtrees.dropLast().reversed() {
            node = Self.node(left, node)
        }
        return node
    }

    /// The leaf of a record's hash.
    static func leaf(_ recordHash: Digest32) -> Digest32 {
        Digest32.of([0x00] + recordHash.bytes)
    }

    /// The node over two others.
    static func node(_ left: Digest32, _ right: Digest32) -> Digest32 {
        Digest32.of([0x01] + left.bytes + right.bytes)
    }
}
