import Crypto
import Foundation
import OrderEngine
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

/// Signed notes over the tree.
struct CheckpointTests {
    private static func checkpoint(after previous: Checkpoint? = nil) throws -> Checkpoint {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Sample.key)
        var tree = MerkleTree()
        tree.append(Sample.digest)
        if previous != nil { tree.append(Sample.digest) }
        return try Checkpoint(tree: tree, previous: previous, at: Sample.at(0), signingWith: key)
    }

    @Test func `a note is read back as it was published`() throws {
        let first = try Self.checkpoint()
        let second = try Self.checkpoint(after: first)
        for checkpoint in [first, second] {
            #expect(Checkpoint(note: checkpoint.note) == checkpoint)
            #expect(checkpoint.isSignatureValid)
        }
        #expect(first.previous == .zero)
        #expect(second.previous == Digest32.of(first.note.utf8))
    }

    @Test func `a note has five lines, an empty one and the signature`() throws {
        let checkpoint = try Self.checkpoint()
        let lines = checkpoint.note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 8)
        #expect(lines[0] == "payscore-orders/checkpoint/1")
        #expect(lines[1] == "1")
        #expect(lines[2] == Data(checkpoint.root.bytes).base64EncodedString())
        #expect(lines[3] == Data(count: 32).base64EncodedString())
        #expect(lines[4] == "1800000000000")
        #expect(lines[5].isEmpty)
        #expect(lines[6].hasPrefix("ed25519 "))
        #expect(lines[7].isEmpty)
    }

    @Test func `whichever byte of a note is changed, it is no note or its signature is wrong`()
        throws
    {
        let note = Array(try Self.checkpoint().note.utf8)
        for index in note.indices {
            var altered = note
            altered[index] ^= 1
            let text = String(decoding: altered, as: UTF8.self)
            guard let checkpoint = Checkpoint(note: text) else { continue }
            #expect(!checkpoint.isSignatureValid, "byte \(index)")
        }
    }

    @Test func `a note that was cut short is no note, or its signature is wrong`() throws {
        let note = try Self.checkpoint().note
        for count in 0..<note.count - 1 {
            let checkpoint = Checkpoint(note: String(note.prefix(count)))
            #expect(checkpoint?.isSignatureValid != true)
        }
    }

    @Test(
        arguments: [
            { "\n" + $0 }, { $0 + "x" }, { $0 + "\n\n" },
            { $0.replacing("\n", with: "\r\n") }, { $0.replacing("ed25519", with: "rsa") },
            { $0.replacing("\n1\n", with: "\n+1\n") }, { $0.replacing("\n1\n", with: "\n01\n") },
            { $0.replacing("\n1\n", with: "\n-1\n") },
            { $0.replacing("1800000000000", with: "99999999999999999") }, { _ in "" },
            { $0.replacing("\n\n", with: "\n") },
        ] as [@Sendable (String) -> String])
    func `what is written otherwise is no note`(alter: @Sendable (String) -> String) throws {
        #expect(Checkpoint(note: alter(try Self.checkpoint().note)) == nil)
    }
}
