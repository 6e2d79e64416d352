/// Grows a tree from left to right and keeps those of its nodes that a proof needs.
///
/// A node is named by the range of leaves under it, counted from 0.
struct ProofNodeCollector {
    private var subtrees: [(range: Range<Int64>, root: Digest32)] = []
    private let wanted: Set<Range<Int64>>
    private(set) var nodes: [Range<Int64>: Digest32] = [:]
    private(set) var size: Int64 = 0

    init(keeping wanted: Set<Range<Int64>>) {
        self.wanted = wanted
    }

    mutating func append(_ recordHash: Digest32) {
        var node = (range: size..<size + 1, root: MerkleTree.leaf(recordHash))
        keep(node)
        while let left = subtrees.last, left.range.count == node.range.count {
            subtrees.removeLast()
            node = Self.join(left, node)
            keep(node)
        }
        subtrees.append(node)
        size += 1
    }

    /// Closes the tree: the nodes over its right edge are made.
    mutating func finish() {
        guard var node = subtrees.popLast() else { return }
        while let left = subtrees.popLast() {
            node = Self.join(left, node)
            keep(node)
        }
    }

    private mutating func keep(_ node: (range: Range<Int64>, root: Digest32)) {
        if wanted.contains(node.range) { nodes[node.range] = node.root }
    }

    private static func join(
        _ left: (range: Range<Int64>, root: Digest32),
        _ right: (range: Range<Int64>, root: Digest32)
    ) -> (range: Range<Int64>, root: Digest32) {
        (
            left.range.lowerBound..<right.range.upperBound,
            MerkleTree.node(left.root, right.root)
        )
    }

    // MARK: What a proof needs

    /// The nodes of an audit path, from the leaf upwards.
    static func path(of index: Int64, in size: Int64) -> [Range<Int64>] {
        var path: [Range<Int64>] = []
        var tree = 0..<size
        while tree.count > 1 {
            let (left, right) = halves(of: tree)
            path.append(left.contains(index) ? right : left)
            tree = left.contains(index) ? left : right
        }
        return path.reversed()
    }

    /// The nodes that show that the first `old` leaves of a tree are those of another.
    static func path(from old: Int64, to size: Int64) -> [Range<Int64>] {
        guard old > 0, old < size else { return [] }
        var path: [Range<Int64>] = []
        var tree = 0..<size
        while tree.upperBound != old {
            let (left, right) = halves(of: tree)
            path.append(old <= left.upperBound ? right : left)
            tree = old <= left.upperBound ? left : right
        }
        // Where it is the old tree as a whole, whoever checks the proof has its root.
        if tree.lowerBound > 0 { path.append(tree) }
        return path.reversed()
    }

    /// The two subtrees of a node: the left one is the largest full one.
    private static func halves(of tree: Range<Int64>) -> (Range<Int64>, Range<Int64>) {
        let count = tree.upperBound - tree.lowerBound
        var half: Int64 = 1
        while half <= (count - 1) / 2 { half *= 2 }
        let middle = tree.lowerBound + half
        return (tree.lowerBound..<middle, middle..<tree.upperBound)
    }
}
