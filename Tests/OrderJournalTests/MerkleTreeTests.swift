import Crypto
import Foundation
import OrderJournal
import OrderLifecycle
import Testing

/// The tree of RFC 9162 over record hashes.
struct MerkleTreeTests {
    /// The roots over SHA-256("d0"), SHA-256("d1"), … for sizes 0 to 8, computed apart from this
    /// package with Python's hashlib by the recursive definition of RFC 9162, section 2.1.1.
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "472b45d6a4812c4bd6780e6f4a772e47e332a2d5119d9d3d8e9038118e4d1f9a",
        "6ee41cf49e5dfbfed10d2aa3d87ea25e02ed8732653fb7ed812bd17cd991be8d",
        "d7af1234a019312ace11f4c4ade6c3308cb7693764ce1f582c7c6b7b2ad8132f",
        "57a709f2b19fd4717f04bafc233beb288821bfe722fa5f337a26cbe296abf14a",
        "aac92a9a1fd33e49fbb2f5eeac4655401c26dd9fdbce8612aa7185d7e5399cf3",
        "ec6ee0ba1587136c1a5c0b6bc4aa09265ef202d1ee5043f0010b8d702b5b0dfc",
        "3476138c58084b3980ab93b6df7580744cef6e1c5254a4623d60e1f8ba537d51",
        "d5562ccd288b6f12574121e440e0e33c039d669141aa469521fb37d7d2f17b6c",
    ]

    private static func leaf(_ index: Int) -> Digest32 { Digest32.of("d\(index)".utf8) }

    @Test func `the roots are those of the recursive definition`() throws {
        var tree = MerkleTree()
        for (size, root) in Self.roots.enumerated() {
            #expect(tree.size == Int64(size))
            #expect(tree.root.hex == root)
            tree.append(Self.leaf(size))
        }
    }

    /// RFC 9162, section 2.1.1, word for word.
    private static func definition(_ leaves: ArraySlice<Digest32>) -> Digest32 {
        guard let first = leaves.first else { return Digest32.of([]) }
        guard leaves.count > 1 else { return Digest32.of([0] + first.bytes) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return Digest32.of(
            [1] + definition(leaves[..<middle]).bytes + definition(leaves[middle...]).bytes)
    }

    @Test func `growing from left to right gives the same roots up to a hundred leaves`() {
        let leaves = (0..<100).map(Self.leaf)
        var tree = MerkleTree()
        for size in 1...100 {
            tree.append(leaves[size - 1])
            #expect(tree.root == Self.definition(leaves[..<size]))
        }
    }

    @Test func `a tree goes on from its frontier`() throws {
        var tree = MerkleTree()
        for index in 0..<21 { tree.append(Self.leaf(index)) }
        var other = try #require(MerkleTree(size: 21, subtrees: tree.frontier))
        #expect(tree.frontier.count == 3)
        tree.append(Self.leaf(21))
        other.append(Self.leaf(21))
        #expect(tree == other)
        #expect(MerkleTree(size: 22, subtrees: tree.frontier.dropLast()) == nil)
        #expect(MerkleTree(size: -1, subtrees: []) == nil)
    }
}
