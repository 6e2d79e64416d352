import Crypto
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngineTesting
@testable import SQLiteJournal

/// Proofs from a real file.
@Suite struct JournalProofTests {
    /// A journal that was sealed after each of some rounds of growing length.
    private static func make(
        at place: TemporaryPlace, rounds: Int = 7, prefix: String = "N"
    ) async throws -> (journal: SQLiteJournalStore, checkpoints: [Checkpoint]) {
        let journal = try await place.open()
        let key = try Curve25519.Signing.PrivateKey(
            rawRepresentation: [UInt8](repeating: 7, count: 32))
        let sealer = JournalSealer(
            journal: journal, key: key, caller: try SampleOrder("A-1").caller)
        var checkpoints: [Checkpoint] = []
        for round in 0..<rounds {
            try await journal.commit(on: .wholeJournal) { writer in
                for number in 0...round * round {
                    try writer.append(SampleOrder("\(prefix)-\(round)-\(number)").adopted())
                }
            }
            checkpoints.append(try await sealer.seal(at: Timestamp(clamping: 0)))
        }
        return (journal, checkpoints)
    }

    @Test func `any two checkpoints of a file are consistent`() async throws {
        let place = try TemporaryPlace()
        let (journal, checkpoints) = try await Self.make(at: place)
        let prover = JournalProver(pageSize: 5)
        for (index, new) in checkpoints.enumerated() {
            for old in checkpoints[...index] {
                let proof = try await journal.inspect {
                    try prover.consistency(from: old, to: new, in: $0)
                }
                #expect(proof.problem(from: old, to: new) == nil)
            }
            let proof = try await journal.inspect {
                try prover.inclusion(of: new.size, under: new, in: $0)
            }
            #expect(proof.problem(under: new) == nil)
        }
        try await journal.close()
    }

    @Test func `two files that parted have no proof of consistency`() async throws {
        let (one, other) = (try TemporaryPlace(), try TemporaryPlace())
        let (journal, checkpoints) = try await Self.make(at: one, rounds: 4)
        let (fork, others) = try await Self.make(at: other, prefix: "M")
        let (old, new) = (try #require(checkpoints.last), try #require(others.last))
        await #expect(throws: ProofProblem.rootDiffers) {
            try await fork.inspect { try JournalProver().consistency(from: old, to: new, in: $0) }
        }
        await #expect(throws: ProofProblem.journalShorter) {
            try await journal.inspect {
                try JournalProver().consistency(from: old, to: new, in: $0)
            }
        }
        try await journal.close()
        try await fork.close()
    }
}
