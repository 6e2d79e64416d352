import Crypto
import Foundation
import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// Signed notes over the tree.
struct CheckpointTests {
    private static func checkpoint(after previous: Checkpoint? = nil) throws -> Checkpoint {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Sample.key)
        var tree = MerkleTree()
        tree.append(Sample.digest)
        if previous != nil { tree.append(Sample.digest) }
        return try Checkpoint(
            of: .sample, tree: tree, previous: previous, at: Sample.at(0), signingWith: key)
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

    @Test func `a note has the lines of a checkpoint, ours, an empty one and the signature`() throws
    {
        let checkpoint = try Self.checkpoint(after: Self.checkpoint())
        let lines = checkpoint.note.split(separator: "\n", omittingEmptySubsequences: false)
        let root = Data(checkpoint.root.bytes).base64EncodedString()
        #expect(lines.count == 10)
        #expect(lines[0] == "1230000109/payscore/\(BeginningDetails.sample.identity)")
        #expect(lines[1] == "2")
        #expect(lines[2] == root)
        #expect(lines[3] == "previous \(Data(checkpoint.previous.bytes).base64EncodedString())")
        #expect(lines[4] == "time 1800000000000")
        #expect(lines[5] == "key \(checkpoint.publicKey)")
        #expect(lines[6] == "frontier \(root)")
        #expect(lines[7].isEmpty)
        #expect(lines[8].hasPrefix("— \(lines[0]) "))
        #expect(lines[9].isEmpty)
    }

    @Test func `with its frontier the tree grows on without what is sealed`() throws {
        var tree = MerkleTree()
        for _ in 1...5 { tree.append(Sample.digest) }
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Sample.key)
        let made = try Checkpoint(
            of: .sample, tree: tree, previous: nil, at: Sample.at(0), signingWith: key)
        var grown = try #require(Checkpoint(note: made.note)).tree
        for _ in 1...3 {
            tree.append(Sample.digest)
            grown.append(Sample.digest)
        }
        #expect(grown == tree)
    }

    /// The example that the signed note's Go implementation publishes.
    @Test func `a signed note is checked as other programs check it`() throws {
        let text = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            """
        let line =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqf"
            + "qdngotpRZb6KE6RyyBwJnAM="
        let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let encoded = try #require(verifier.split(separator: "+", maxSplits: 2).last)
        let key = Array(try #require(Data(base64Encoded: String(encoded))).dropFirst())
        let signature = try #require(NoteSignature(line: line))
        #expect(signature.line == line)
        #expect(signature.isValid(for: text, by: key))
        #expect(!signature.isValid(for: text + "x", by: key))
        #expect(NoteSignature.verifierKey(of: key, as: "PeterNeumann") == verifier)
    }

    /// Made apart from this package, with Python's hashlib and OpenSSL.
    @Test func `a checkpoint that another program made is read`() throws {
        let note = """
            example.com/rentals/payscore/4f1c6a2be09d73858d1b0c9e77a2f3d6
            7
            VlPEqyUUzNbqTwFZcC0qupAfJWKqdavP9aGeNEvuA48=
            previous LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=
            time 1800000000000
            key 6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=
            frontier YmY17sTi+kp1R1oPHWM9vuVbZ4MkfBCLmhLcxg8Tg24= \
            PCvnfypSLPD8WNADVLr7Ss/gyW2crFhTtG67zy3Ue0M= \
            7S0tol7elqa2EGpBqegXks8s85Kmzedh3EIwX+aTcx0=

            — example.com/rentals/payscore/4f1c6a2be09d73858d1b0c9e77a2f3d6 \
            NMB0qLMF2hbPjIqSBSiBMZUUNGUu3OKogmH7QHDpRuzGMcz+sYTDNU/64+yyyWDU4e7SGyxxnVm+bZcXBzoc\
            KZoZWQE=

            """
        let checkpoint = try #require(Checkpoint(note: note))
        #expect(checkpoint.isSignatureValid)
        var tree = MerkleTree()
        for leaf in 0..<7 { tree.append(Digest32.of("\(leaf)".utf8)) }
        #expect(checkpoint.tree == tree)
        #expect(checkpoint.previous == Digest32.of("x".utf8))
        #expect(checkpoint.origin.name.text == "example.com/rentals")
    }

    @Test func `the key of a checkpoint is told as other programs take it`() throws {
        let checkpoint = try Self.checkpoint()
        let parts = checkpoint.verifierKey.split(separator: "+", maxSplits: 2)
        #expect(parts[0] == "\(checkpoint.origin)")
        let line = try #require(checkpoint.note.split(separator: "\n").last)
        let signature = try #require(NoteSignature(line: line))
        #expect(parts[1] == Hex.text(signature.keyID))
    }

    @Test func `the signatures of witnesses are left out, and nothing else`() throws {
        let checkpoint = try Self.checkpoint()
        let other =
            "— witness.example.com/w1 \(Data(repeating: 9, count: 76).base64EncodedString())\n"
        let note = checkpoint.note
        let own = try #require(note.split(separator: "\n").last) + "\n"
        let text = note.dropLast(own.count)
        for cosigned in [note, note + other, text + other + own, text + other + own + other] {
            #expect(Checkpoint(cosigned: String(cosigned)) == checkpoint)
        }
        for spoilt in [
            text + other, note + "x\n", note + "— w1\n", "x\n" + note,
            note.replacing("\ntime 1", with: "\ntime 2") + other,
        ] {
            #expect(Checkpoint(cosigned: String(spoilt))?.isSignatureValid != true)
        }
        #expect(Checkpoint(note: note + other) == nil)
    }

    @Test(arguments: ["", "a b", "a+b", "a\n", "名", String(repeating: "n", count: 65)])
    func `a name that a signed note cannot have is refused`(name: String) {
        #expect(throws: InvalidValue.self) { try CheckpointName(name) }
    }

    @Test(arguments: ["example.com", "example.com/rentals", "1230000109", "a/payscore/b"])
    func `an origin is read back`(name: String) throws {
        let origin = CheckpointOrigin(
            name: try CheckpointName(name), identity: BeginningDetails.sample.identity)
        #expect(CheckpointOrigin(text: "\(origin)") == origin)
        #expect(CheckpointOrigin(text: "\(origin)0") == nil)
        #expect(CheckpointOrigin(text: "/payscore/\(origin.identity)") == nil)
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
            { $0.replacing("\n", with: "\r\n") }, { $0.replacing("— ", with: "- ") },
            { $0.replacing("\nfrontier ", with: "\nfrontier  ") },
            { $0.replacing("\nfrontier ", with: "\nfrontier AAAA ") },
            { $0.replacing("previous ", with: "prior ") },
            { $0.replacing("\n1\n", with: "\n+1\n") }, { $0.replacing("\n1\n", with: "\n01\n") },
            { $0.replacing("\n1\n", with: "\n-1\n") },
            { $0.replacing("1800000000000", with: "99999999999999999") }, { _ in "" },
            { $0.replacing("\n\n", with: "\n") },
        ] as [@Sendable (String) -> String])
    func `what is written otherwise is no note`(alter: @Sendable (String) -> String) throws {
        #expect(Checkpoint(note: alter(try Self.checkpoint().note)) == nil)
    }
}
