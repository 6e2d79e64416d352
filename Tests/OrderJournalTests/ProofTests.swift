import Crypto
import Foundation
import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// Proofs of inclusion and consistency, made from a journal and checked without it.
struct ProofTests {
    private static let most = 70

    /// A journal of so many records, and a checkpoint at each of its sizes.
    private struct Sealed {
        let books = InMemoryContent()
        var checkpoints: [Checkpoint] = []
        var leaves: [Digest32] { books.records.map(\.hash) }

        init(_ count: Int = most, order: OutOrderNumber = Sample.number) throws {
            let key = try VerifiedJournal.key()
            var tree = MerkleTree()
            func seal() throws {
                checkpoints.append(
                    try Checkpoint(
                        of: .sample, tree: tree, previous: nil, at: Sample.at(0), signingWith: key))
            }
            try seal()
            for step in 0..<count {
                let content: RecordContent =
                    step.isMultiple(of: 2) ? .order(.protected) : .order(.unprotected)
                let draft =
                    step == 0
                    ? try RecordDraft.beginning() : Sample.draft(.order(order), content)
                tree.append(try books.append(draft).hash)
                try seal()
            }
        }
    }

    @Test func `every record has a proof under every checkpoint that seals it`() throws {
        let sealed = try Sealed()
        let prover = JournalProver(pageSize: 7)
        for size in 1...Self.most {
            let checkpoint = sealed.checkpoints[size]
            let proofs = try prover.inclusions(
                of: (1...Int64(size)).map { $0 }, under: checkpoint, in: sealed.books)
            #expect(proofs.count == size)
            for (index, proof) in proofs.enumerated() {
                #expect(proof.path == ProofReference.path(index, sealed.leaves.prefix(size)))
                #expect(proof.recordHash == sealed.leaves[index])
                #expect(proof.problem(under: checkpoint) == nil)
                #expect(InclusionProof(text: proof.text) == proof)
            }
        }
    }

    @Test func `any two checkpoints have a proof of consistency`() throws {
        let sealed = try Sealed()
        let prover = JournalProver(pageSize: 7)
        for new in 0...Self.most {
            for old in 0...new {
                let (from, to) = (sealed.checkpoints[old], sealed.checkpoints[new])
                let proof = try prover.consistency(from: from, to: to, in: sealed.books)
                let reference =
                    old == 0 ? [] : ProofReference.proof(old, sealed.leaves.prefix(new))
                #expect(proof.path == reference, "\(old) to \(new)")
                #expect(proof.problem(from: from, to: to) == nil)
                #expect(ConsistencyProof(text: proof.text) == proof)
            }
        }
    }

    @Test func `every changed bit of a proof is refused`() throws {
        let sealed = try Sealed(45)
        let prover = JournalProver()
        let (old, new) = (sealed.checkpoints[22], sealed.checkpoints[45])
        let inclusion = try prover.inclusion(of: 17, under: new, in: sealed.books)
        let consistency = try prover.consistency(from: old, to: new, in: sealed.books)
        for text in [inclusion.text, consistency.text] {
            let bytes = Array(text.utf8)
            for bit in 0..<bytes.count * 8 {
                var altered = bytes
                altered[bit / 8] ^= 1 << (bit % 8)
                guard let text = String(validating: altered, as: UTF8.self) else { continue }
                if let proof = InclusionProof(text: text) {
                    // The place and the hash of the record are part of what is proven.
                    #expect(proof.problem(under: new) != nil, "bit \(bit)")
                }
                if let proof = ConsistencyProof(text: text) {
                    #expect(proof.problem(from: old, to: new) != nil, "bit \(bit)")
                }
            }
        }
    }

    @Test func `a proof is of one place, one size and one length`() throws {
        let sealed = try Sealed(45)
        let prover = JournalProver()
        for sequence in 1...45 as ClosedRange<Int64> {
            let proof = try prover.inclusion(
                of: sequence, under: sealed.checkpoints[45], in: sealed.books)
            for other in -1...47 as ClosedRange<Int64> where other != sequence {
                let moved = InclusionProof(
                    sequence: other, size: 45, recordHash: proof.recordHash, path: proof.path)
                #expect(moved.problem(under: sealed.checkpoints[45]) != nil)
            }
            for path in [
                Array(proof.path.dropLast()), Array(proof.path.dropFirst()),
                proof.path + [.zero], [.zero] + proof.path,
            ] as [[Digest32]] {
                let cut = InclusionProof(
                    sequence: sequence, size: 45, recordHash: proof.recordHash, path: path)
                #expect(cut.problem(under: sealed.checkpoints[45]) == .rootDiffers)
            }
            #expect(proof.problem(under: sealed.checkpoints[44]) == .sizeDiffers)
        }
        let proof = try prover.consistency(
            from: sealed.checkpoints[22], to: sealed.checkpoints[45], in: sealed.books)
        for (old, new) in [(21, 45), (22, 44), (45, 45), (22, 22)] {
            let problem = proof.problem(from: sealed.checkpoints[old], to: sealed.checkpoints[new])
            #expect(problem == .sizeDiffers)
            let renamed = ConsistencyProof(
                oldSize: Int64(old), newSize: Int64(new), path: proof.path)
            #expect(
                renamed.problem(from: sealed.checkpoints[old], to: sealed.checkpoints[new])
                    == .rootDiffers)
        }
        #expect(
            proof.problem(from: sealed.checkpoints[45], to: sealed.checkpoints[22])
                == .sizesBackwards)
    }

    @Test(arguments: [0, 1, 2, 62, 63, 64, 127, 200])
    func `numbers of any size and paths of any length are refused`(length: Int) {
        let path = [Digest32](repeating: .zero, count: length)
        let numbers: [Int64] = [.min, -1, 0, 1, 2, 1 << 62, .max - 1, .max]
        for first in numbers {
            for second in numbers {
                let inclusion = InclusionProof(
                    sequence: first, size: second, recordHash: .zero, path: path)
                #expect(inclusion.problem(size: second, root: .zero) != nil)
                let consistency = ConsistencyProof(oldSize: first, newSize: second, path: path)
                let holds = consistency.problem(oldRoot: .zero, newRoot: .zero) == nil
                // Of equal sizes there is nothing to prove but that the roots are the same.
                #expect(holds == (first == second && first >= 0 && path.isEmpty))
            }
        }
    }

    @Test(
        arguments: [
            { $0 + "\n" }, { String($0.dropLast()) }, { $0.replacing("\n17\n", with: "\n017\n") },
            { $0.replacing("\n17\n", with: "\n+17\n") },
            { $0.replacing("\n17\n", with: "\n-17\n") },
            { $0.replacing("\n17\n", with: "\n99999999999999999999\n") },
            { $0.replacing("\n", with: "\r\n") }, { $0.replacing("/1\n", with: "/2\n") },
            { " " + $0 }, { $0 + "AA==\n" }, { $0.replacing("=\n", with: "\n") }, { _ in "" },
            { _ in "\n" }, { $0 + String(repeating: "x", count: 100_000) },
        ] as [@Sendable (String) -> String])
    func `what is written otherwise is no proof`(alter: @Sendable (String) -> String) throws {
        let sealed = try Sealed(45)
        let proof = try JournalProver().inclusion(
            of: 17, under: sealed.checkpoints[45], in: sealed.books)
        #expect(InclusionProof(text: alter(proof.text)) == nil)
        #expect(ConsistencyProof(text: alter(proof.text)) == nil)
        let other = ConsistencyProof(oldSize: 17, newSize: 45, path: proof.path)
        #expect(ConsistencyProof(text: other.text) == other)
        #expect(ConsistencyProof(text: alter(other.text)) == nil)
    }

    @Test func `journals that parted have no proof`() throws {
        let (one, other) = (try Sealed(30), try Sealed(45, order: Sample.order("other")))
        let prover = JournalProver()
        for books in [one.books, other.books] {
            #expect(throws: ProofProblem.self) {
                try prover.consistency(
                    from: one.checkpoints[30], to: other.checkpoints[45], in: books)
            }
        }
        #expect(throws: ProofProblem.rootDiffers) {
            try prover.inclusion(of: 3, under: one.checkpoints[30], in: other.books)
        }
        #expect(throws: ProofProblem.journalShorter) {
            try prover.inclusion(of: 3, under: other.checkpoints[45], in: one.books)
        }
        for sequence in [.min, -1, 0, 31, .max] as [Int64] {
            #expect(throws: ProofProblem.recordOutside) {
                try prover.inclusion(of: sequence, under: one.checkpoints[30], in: one.books)
            }
        }
        #expect(throws: ProofProblem.sizesBackwards) {
            try prover.consistency(
                from: one.checkpoints[30], to: one.checkpoints[29], in: one.books)
        }
    }

    @Test func `checkpoints of two journals have no proof`() throws {
        let sealed = try Sealed(30)
        let (old, new) = (sealed.checkpoints[3], sealed.checkpoints[30])
        let foreign = try Checkpoint(
            of: CheckpointOrigin(
                name: CheckpointName("example.com"),
                identity: JournalIdentity(random: SeededRandom(seed: 2))),
            tree: new.tree, previous: nil, at: Sample.at(0), signingWith: VerifiedJournal.key())
        let proof = try JournalProver().consistency(from: old, to: new, in: sealed.books)
        #expect(proof.problem(from: old, to: foreign) == .journalDiffers)
        #expect(throws: ProofProblem.journalDiffers) {
            try JournalProver().consistency(from: old, to: foreign, in: sealed.books)
        }
    }

    @Test func `a checkpoint that its key did not sign proves nothing`() throws {
        let sealed = try Sealed(30)
        let note = sealed.checkpoints[30].note.replacing("1800000000000", with: "1800000000001")
        let forged = try #require(Checkpoint(note: note))
        let prover = JournalProver()
        let proof = try prover.inclusion(of: 3, under: sealed.checkpoints[30], in: sealed.books)
        #expect(proof.problem(under: forged) == .signatureWrong)
        #expect(throws: ProofProblem.signatureWrong) {
            try prover.inclusion(of: 3, under: forged, in: sealed.books)
        }
        #expect(throws: ProofProblem.signatureWrong) {
            try prover.consistency(from: sealed.checkpoints[3], to: forged, in: sealed.books)
        }
    }
}
