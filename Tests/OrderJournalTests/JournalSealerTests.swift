import Crypto
import Foundation
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Sealing a journal.
struct JournalSealerTests {
    private static func key(_ seed: UInt8 = 7) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: seed, count: 32))
    }

    private static func sealer(
        of journal: InMemoryJournal, seed: UInt8 = 7
    ) throws -> JournalSealer {
        JournalSealer(journal: journal, key: try key(seed), caller: Sample.caller)
    }

    private static func append(_ count: Int, to journal: InMemoryJournal) async throws {
        try await journal.commit(on: .wholeJournal) { writer in
            for _ in 0..<count {
                try writer.append(Sample.draft(.order(Sample.number), .order(.protected)))
            }
        }
    }

    private static func isSound(_ journal: InMemoryJournal) async throws -> Bool {
        try await JournalVerifier(pageSize: 100).verify(journal).isSound
    }

    @Test func `the first seal announces its key and covers the announcement`() async throws {
        let journal = InMemoryJournal.begun()
        let checkpoint = try await Self.sealer(of: journal).seal(at: Sample.at(0))
        #expect(checkpoint.size == 2)
        #expect(checkpoint.previous == .zero)
        let record = try #require(try await journal.inspect { try $0.lastRecord() })
        #expect(record.event == "key_added")
        #expect(record.subject == .journal)
        #expect(record.detail?["public_key"] == checkpoint.publicKey)
        #expect(try await Self.isSound(journal))
    }

    @Test func `a journal that grows all the time is sealed`() async throws {
        let journal = InMemoryJournal.begun()
        try await Self.append(2500, to: journal)
        let sealer = JournalSealer(
            journal: BusyJournal(base: journal), key: try Self.key(), caller: Sample.caller)
        let checkpoint = try await sealer.seal(at: Sample.at(0))
        let end = try await journal.inspect { try $0.end()?.sequence }
        #expect(checkpoint.size == end)
        #expect(try await Self.isSound(journal))
    }

    @Test func `a journal that has not begun is not sealed`() async throws {
        let journal = InMemoryJournal()
        do {
            _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
            Issue.record("sealed")
        } catch let error as JournalError {
            #expect(error.code == .notBegun)
        }
        #expect(journal.tamper { $0.checkpoints.isEmpty && $0.records.isEmpty })
    }

    @Test func `another merchant's journal is not sealed, and no key announced in it`() async throws
    {
        let journal = InMemoryJournal.begun()
        let sealer = JournalSealer(
            journal: journal, key: try Self.key(), merchant: try MerchantID("1900000109"),
            caller: Sample.caller)
        do {
            _ = try await sealer.seal(at: Sample.at(0))
            Issue.record("sealed")
        } catch let error as JournalError {
            #expect(error.code == .otherMerchant)
        }
        #expect(journal.tamper { $0.checkpoints.isEmpty && $0.records.count == 1 })
    }

    @Test func `nothing new needs no new seal`() async throws {
        let journal = InMemoryJournal.begun()
        let sealer = try Self.sealer(of: journal)
        let first = try await sealer.seal(at: Sample.at(0))
        #expect(try await sealer.seal(at: Sample.at(1)) == first)
        #expect(try await Self.sealer(of: journal).seal(at: Sample.at(2)) == first)
        #expect(journal.tamper { $0.checkpoints.count } == 1)
    }

    @Test func `seals follow each other, across sealers and pages`() async throws {
        let journal = InMemoryJournal.begun()
        var sealer = try Self.sealer(of: journal)
        var previous: Checkpoint?
        for count in [3, 1, 999, 1000, 1001, 2] {
            try await Self.append(count, to: journal)
            let checkpoint = try await sealer.seal(at: Sample.at(5))
            #expect(checkpoint.previous == previous?.digest ?? .zero)
            #expect(checkpoint.isSignatureValid)
            previous = checkpoint
            if count == 999 { sealer = try Self.sealer(of: journal) }
        }
        let report = try await JournalVerifier().verify(journal)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.checkpoints == 6)
        #expect(report.unsealed == 0)
    }

    @Test func `a new key is announced, and the old seals still hold`() async throws {
        let journal = InMemoryJournal.begun()
        let old = try Self.sealer(of: journal)
        _ = try await old.seal(at: Sample.at(0))
        let renewed = try await Self.sealer(of: journal, seed: 8).seal(at: Sample.at(1))
        #expect(renewed.size == 3)
        try await Self.append(1, to: journal)
        #expect(try await old.seal(at: Sample.at(2)).size == 4)
        let report = try await JournalVerifier().verify(journal)
        #expect(report.isSound)
        #expect(report.checkpoints == 3)
    }

    @Test func `keys can change forth and back with nothing recorded in between`() async throws {
        let journal = InMemoryJournal.begun()
        try await Self.append(3, to: journal)
        var sizes: [Int64] = []
        for seed in [7, 8, 7, 7, 9, 8, 7] as [UInt8] {
            let checkpoint = try await Self.sealer(of: journal, seed: seed).seal(at: Sample.at(0))
            #expect(
                checkpoint.publicKey
                    == (try Self.key(seed)).publicKey.rawRepresentation.base64EncodedString())
            sizes.append(checkpoint.size)
        }
        #expect(sizes == [5, 6, 7, 7, 8, 9, 10])
        let report = try await JournalVerifier().verify(journal)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.checkpoints == 6)
        #expect(report.unsealed == 0)
    }

    @Test func `two sealers with keys of their own seal one journal in turn and at once`()
        async throws
    {
        let journal = InMemoryJournal.begun()
        let (one, two) = (try Self.sealer(of: journal), try Self.sealer(of: journal, seed: 8))
        for count in [0, 1, 0, 0, 1001] {
            try await Self.append(count, to: journal)
            _ = try await one.seal(at: Sample.at(0))
            _ = try await two.seal(at: Sample.at(0))
        }
        for _ in 1...10 {
            async let first = one.seal(at: Sample.at(0))
            async let second = two.seal(at: Sample.at(0))
            _ = try await (first, second)
        }
        let report = try await JournalVerifier().verify(journal)
        #expect(report.isSound, "\(report.findings)")
    }

    @Test(arguments: [0, 1, 2])
    func `a journal whose last checkpoints were lost can be sealed again`(
        left: Int
    ) async throws {
        let journal = InMemoryJournal.begun()
        let former = try Self.sealer(of: journal)
        for seed in [7, 8, 7] as [UInt8] {
            try await Self.append(1, to: journal)
            _ = try await Self.sealer(of: journal, seed: seed).seal(at: Sample.at(0))
        }
        _ = try await former.seal(at: Sample.at(0))
        journal.tamper { $0.checkpoints.removeLast($0.checkpoints.count - left) }
        // Whoever knows of the lost ones does not go on as if nothing were wrong.
        await #expect(throws: JournalError.self) { try await former.seal(at: Sample.at(0)) }
        for seed in [7, 8, 7] as [UInt8] {
            _ = try await Self.sealer(of: journal, seed: seed).seal(at: Sample.at(0))
        }
        let report = try await JournalVerifier().verify(journal)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.unsealed == 0)
    }

    @Test func `a seal is never dated before the one that it follows`() async throws {
        let journal = InMemoryJournal.begun()
        _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
        try await Self.append(1, to: journal)
        // It announces no key, so that no record is dated as late as it.
        let first = try await Self.sealer(of: journal).seal(at: Sample.at(500_000))
        try await Self.append(1, to: journal)
        let second = try await Self.sealer(of: journal).seal(at: Sample.at(0))
        let third = try await Self.sealer(of: journal, seed: 8).seal(at: Sample.at(0))
        #expect([first.at, second.at, third.at] == Array(repeating: Sample.at(500_000), count: 3))
    }

    @Test(arguments: [
        Alteration("the first is removed") { $0.checkpoints.removeFirst() },
        Alteration("the last is there twice") { $0.checkpoints.append($0.checkpoints[1]) },
        Alteration("they are swapped") { $0.checkpoints.swapAt(0, 1) },
        Alteration("one is added that seals nothing new") {
            var tree = MerkleTree()
            for record in $0.records { tree.append(record.hash) }
            $0.checkpoints.append(
                try Checkpoint(
                    of: .sample, tree: tree, previous: $0.checkpoints[1], at: Sample.at(0),
                    signingWith: Self.key()))
        },
    ])
    func `a kept checkpoint that does not hold stops the sealer`(
        alteration: Alteration
    ) async throws {
        let journal = InMemoryJournal.begun()
        for _ in 1...2 {
            try await Self.append(1, to: journal)
            _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
        }
        try journal.tamper { try alteration.make($0) }
        let count = journal.tamper { $0.checkpoints.count }
        do {
            _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
            Issue.record("sealed")
        } catch let error as JournalError {
            #expect(error.code == .corrupt)
        }
        #expect(journal.tamper { $0.checkpoints.count } == count)
    }

    @Test func `a checkpoint that would not verify is never kept`() async throws {
        let journal = InMemoryJournal.begun()
        journal.tamper { content in
            content.substitute = { draft in
                guard case .journal(.keyAdded) = draft.content else { return draft }
                return Sample.draft(.journal, .journal(.velocityLimitReset))
            }
        }
        await #expect(throws: JournalError.self) {
            try await Self.sealer(of: journal).seal(at: Sample.at(0))
        }
        #expect(journal.tamper { $0.checkpoints.isEmpty && $0.records.count == 1 })
    }

    @Test func `a seal is never dated before what it seals`() async throws {
        let journal = InMemoryJournal.begun()
        let checkpoint = try await Self.sealer(of: journal).seal(at: Sample.at(100))
        _ = try await journal.commit(on: .wholeJournal) {
            try $0.append(Sample.draft(.order(Sample.number), .order(.protected), at: 500))
        }
        let next = try await Self.sealer(of: journal).seal(at: Sample.at(0))
        #expect(checkpoint.at == Sample.at(100))
        #expect(next.at == Sample.at(500))
    }

    @Test func `what was altered is not sealed as if it were whole`() async throws {
        for index in [2, 5] {
            let journal = InMemoryJournal.begun()
            _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
            try await Self.append(4, to: journal)
            journal.tamper { books in
                let record = books.records[index]
                books.records[index] = JournalRecord(
                    sequence: record.sequence, subject: record.subject,
                    revision: record.revision, at: record.at, providerAt: nil,
                    event: "unprotected", phaseBefore: record.phaseBefore, phaseAfter: nil,
                    cause: record.cause, caller: record.caller, origin: record.origin, reason: nil,
                    rules: nil,
                    detail: nil, evidence: nil, previous: record.previous, hash: record.hash)
            }
            await #expect(throws: JournalError.self) {
                try await Self.sealer(of: journal).seal(at: Sample.at(0))
            }
            #expect(journal.tamper { $0.checkpoints.count } == 1)
        }
    }

    @Test func `a journal that lost what was sealed is not sealed again`() async throws {
        let journal = InMemoryJournal.begun()
        try await Self.append(4, to: journal)
        _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
        journal.tamper { $0.records.removeLast(2) }
        do {
            _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
            Issue.record("sealed")
        } catch let error as JournalError {
            #expect(error.code == .corrupt)
        }
    }

    @Test func `a rewritten record under a seal stops the sealer`() async throws {
        let journal = InMemoryJournal.begun()
        try await Self.append(1, to: journal)
        _ = try await Self.sealer(of: journal).seal(at: Sample.at(0))
        try journal.tamper { books in
            let other = InMemoryContent(copying: books)
            other.records.removeLast(2)
            other.orders = [:]
            try other.append(Sample.draft(.order(Sample.number), .order(.unprotected)))
            books.records[1] = other.records[1]
        }
        await #expect(throws: JournalError.self) {
            try await Self.sealer(of: journal).seal(at: Sample.at(0))
        }
    }

    @Test func `two seals at once leave a sound journal`() async throws {
        let journal = InMemoryJournal.begun()
        try await Self.append(5, to: journal)
        let (left, right) = (try Self.sealer(of: journal), try Self.sealer(of: journal))
        async let first = left.seal(at: Sample.at(0))
        async let second = right.seal(at: Sample.at(0))
        #expect(try await first == second)
        #expect(try await Self.isSound(journal))
    }
}

/// A journal to which somebody writes whenever it is inspected.
private struct BusyJournal: Journal {
    let base: InMemoryJournal

    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result { try await base.read(about: subjects, body) }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await base.commit(on: .wholeJournal) {
            _ = try $0.append(Sample.draft(.order(Sample.number), .order(.protected)))
        }
        return try await base.inspect(body)
    }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result { try await base.commit(on: subjects, body) }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result { try await base.seal(body) }
}
