import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// What the verifier finds in kept and published checkpoints.
struct SealVerificationTests {
    /// Alters the second of the two checkpoints and returns what is found.
    private static func codes(
        sealing alter: @escaping @Sendable (InMemoryContent, Checkpoint) throws -> Void
    ) async throws -> [VerificationFindingCode] {
        let journal = try await VerifiedJournal.journal()
        try journal.tamper { books in
            let last = books.checkpoints.removeLast()
            try alter(books, last)
        }
        return try await VerifiedJournal.verify(journal).findings.map(\.code)
    }

    @Test func `a checkpoint is verified in every member`() async throws {
        #expect(
            try await Self.codes { books, last in
                guard let other = Checkpoint(note: last.note.replacing("\n45\n", with: "\n43\n"))
                else { return }
                books.checkpoints.append(other)
            } == [.checkpointSignatureWrong])
        #expect(
            try await Self.codes { books, _ in
                var tree = MerkleTree()
                for record in books.records.prefix(45) { tree.append(record.hash) }
                books.checkpoints.append(
                    try Checkpoint(
                        of: .sample, tree: tree, previous: nil, at: Sample.at(0),
                        signingWith: VerifiedJournal.key()))
            } == [.checkpointChainBroken])
        #expect(
            try await Self.codes { books, _ in
                var tree = MerkleTree()
                for record in books.records.prefix(45) { tree.append(record.hash) }
                books.checkpoints.append(
                    try Checkpoint(
                        of: .sample, tree: tree, previous: books.checkpoints.last, at: Sample.at(0),
                        signingWith: VerifiedJournal.key(8)))
            } == [.checkpointKeyUnknown])
        #expect(
            try await Self.codes { books, _ in
                guard let first = books.checkpoints.last else { return }
                books.checkpoints.append(first)
            } == [.checkpointOutOfOrder])
        #expect(
            try await Self.codes { books, _ in
                var tree = MerkleTree()
                for record in books.records.prefix(45) { tree.append(record.previous) }
                books.checkpoints.append(
                    try Checkpoint(
                        of: .sample, tree: tree, previous: books.checkpoints.last, at: Sample.at(0),
                        signingWith: VerifiedJournal.key()))
            } == [.checkpointRootDiffers])
        #expect(
            try await Self.codes { books, last in
                guard let first = books.checkpoints.last else { return }
                books.checkpoints += [last, first, last]
            } == [.checkpointOutOfOrder, .checkpointOutOfOrder])
        #expect(try await Self.codes { _, _ in } == [])
    }

    // MARK: A published checkpoint

    private static func published(
        from journal: InMemoryJournal, _ index: Int
    ) -> Checkpoint {
        journal.tamper { $0.checkpoints[index] }
    }

    @Test(arguments: [0, 1])
    func `published checkpoints of the same journal agree`(index: Int) async throws {
        let journal = try await VerifiedJournal.journal()
        let outside = Self.published(from: journal, index)
        #expect(try await VerifiedJournal.verify(journal, against: outside).isSound)
    }

    @Test func `a journal that was rolled back is shorter than what was published`() async throws {
        let journal = try await VerifiedJournal.journal()
        let outside = Self.published(from: journal, 1)
        journal.tamper {
            $0.records.removeLast(33)
            $0.checkpoints.removeLast()
        }
        let report = try await VerifiedJournal.verify(journal, against: outside)
        let finding = try #require(report.findings.first { $0.code == .outsideJournalShorter })
        #expect(finding.sequence == 24)
        #expect(!report.findings.map(\.code).contains(.journalTruncated))
    }

    @Test func `another journal is not the one that was published`() async throws {
        let journal = try await VerifiedJournal.journal()
        let outside = Self.published(from: journal, 0)
        let other = InMemoryJournal.begun()
        let sealer = JournalSealer(
            journal: other, key: try VerifiedJournal.key(9), caller: Sample.caller)
        for step in 0..<14 {
            try await VerifiedJournal.append(
                step, of: VerifiedJournal.others.map { Sample.life(of: $0) }, to: other)
        }
        _ = try await sealer.seal(at: Sample.at(0))
        let report = try await VerifiedJournal.verify(other, against: outside)
        #expect(report.findings.map(\.code) == [.outsideKeyUnknown, .outsideRootDiffers])
    }

    @Test func `a checkpoint that names another journal is none of this one's`() async throws {
        let other = CheckpointOrigin(
            name: try CheckpointName("example.com"),
            identity: JournalIdentity(random: SeededRandom(seed: 2)))
        let forge = { @Sendable (last: Checkpoint, previous: Checkpoint?) throws in
            try Checkpoint(
                of: other, tree: last.tree, previous: previous, at: last.at,
                signingWith: VerifiedJournal.key())
        }
        #expect(
            try await Self.codes { books, last in
                books.checkpoints.append(try forge(last, books.checkpoints.last))
            } == [.checkpointOriginDiffers])
        let journal = try await VerifiedJournal.journal()
        let published = try forge(Self.published(from: journal, 0), nil)
        let codes = try await VerifiedJournal.verify(journal, against: published).findings
            .map(\.code)
        #expect(codes == [.outsideOriginDiffers])
    }

    @Test func `a name may change, and the journal is the same`() async throws {
        let journal = InMemoryJournal.begun()
        for (step, name) in ["example.com", "example.org/rentals"].enumerated() {
            try await VerifiedJournal.append(
                step, of: VerifiedJournal.others.map { Sample.life(of: $0) }, to: journal)
            let sealer = JournalSealer(
                journal: journal, key: try VerifiedJournal.key(), name: try CheckpointName(name),
                caller: Sample.caller)
            let checkpoint = try await sealer.seal(at: Sample.at(0))
            #expect(checkpoint.origin.name.text == name)
            #expect(checkpoint.origin.identity == BeginningDetails.sample.identity)
        }
        #expect(try await VerifiedJournal.verify(journal).isSound)
    }

    @Test func `a forged publication is told from a bad journal`() async throws {
        let journal = try await VerifiedJournal.journal()
        let note = Self.published(from: journal, 0).note.replacing("\n23\n", with: "\n15\n")
        let forged = try #require(Checkpoint(note: note))
        let codes = try await VerifiedJournal.verify(journal, against: forged).findings.map(\.code)
        #expect(codes.contains(.outsideSignatureWrong))
    }
}
