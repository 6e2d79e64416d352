import Testing

@testable import OrderJournal

/// Proofs that no prover makes: whoever holds the key can sign any root, and leave out or add a
/// part of the path so that it leads there.
struct ForgedProofTests {
    private let leaves = (1...4).map { MerkleTree.leaf(Digest32.of([$0])) }
    private let other = Digest32.of([9])

    @Test func `an audit path of another length proves nothing, though it leads to the root`() {
        let hash = Digest32.of([1])
        let short = InclusionProof(sequence: 1, size: 2, recordHash: hash, path: [])
        #expect(short.problem(size: 2, root: leaves[0]) == .rootDiffers)
        let long = InclusionProof(sequence: 1, size: 1, recordHash: hash, path: [other])
        let root = MerkleTree.node(other, leaves[0])
        #expect(long.problem(size: 1, root: root) == .rootDiffers)
    }

    @Test func `a consistency proof of another length proves nothing, though it leads to both`() {
        let short = ConsistencyProof(oldSize: 1, newSize: 4, path: [])
        #expect(short.problem(oldRoot: leaves[0], newRoot: leaves[0]) == .rootDiffers)

        let first = MerkleTree.node(leaves[0], leaves[1])
        let old = MerkleTree.node(first, leaves[2])
        let new = MerkleTree.node(first, MerkleTree.node(leaves[2], leaves[3]))
        let path = [leaves[2], leaves[3], first]
        let right = ConsistencyProof(oldSize: 3, newSize: 4, path: path)
        #expect(right.problem(oldRoot: old, newRoot: new) == nil)
        let long = ConsistencyProof(oldSize: 3, newSize: 4, path: path + [other])
        #expect(
            long.problem(
                oldRoot: MerkleTree.node(other, old), newRoot: MerkleTree.node(other, new))
                == .rootDiffers)
    }

    @Test func `a consistency proof leads to both roots`() {
        let first = MerkleTree.node(leaves[0], leaves[1])
        let old = MerkleTree.node(first, leaves[2])
        let new = MerkleTree.node(first, MerkleTree.node(leaves[2], leaves[3]))
        let proof = ConsistencyProof(
            oldSize: 3, newSize: 4, path: [leaves[2], leaves[3], first])
        #expect(proof.problem(oldRoot: old, newRoot: new) == nil)
        #expect(proof.problem(oldRoot: other, newRoot: new) == .rootDiffers)
        #expect(proof.problem(oldRoot: old, newRoot: other) == .rootDiffers)
    }

    @Test func `trees of one size have one root`() {
        let proof = ConsistencyProof(oldSize: 3, newSize: 3, path: [])
        #expect(proof.problem(oldRoot: other, newRoot: other) == nil)
        #expect(proof.problem(oldRoot: leaves[0], newRoot: other) == .rootDiffers)
    }

    @Test func `every tree adds to the one without leaves, and to no other of that size`() {
        let proof = ConsistencyProof(oldSize: 0, newSize: 3, path: [])
        #expect(proof.problem(oldRoot: MerkleTree().root, newRoot: other) == nil)
        #expect(proof.problem(oldRoot: leaves[0], newRoot: other) == .rootDiffers)
    }
}
