import OrderEngineTesting
import OrderLifecycle
import Synchronization
import Testing

@testable import OrderJournal

/// What the verifier finds in altered records, and that it names the first bad one.
struct JournalVerifierTests {
    // MARK: Sound journals

    @Test(arguments: [1, 2, 7, 44, 1000])
    func `a journal as it was written is sound, whatever the page`(pageSize: Int) async throws {
        let report = try await VerifiedJournal.verify(VerifiedJournal.journal(), pageSize: pageSize)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.first == nil)
        #expect(report.records == 56)
        #expect(report.orders == 4)
        #expect(report.checkpoints == 2)
        #expect(report.unsealed == 11)
    }

    @Test(arguments: [
        Alteration("the beginning is another event") { books in
            books.records[0] = VerifiedJournal.altered(
                books.records[0], event: "velocity_limit_reset", isRehashed: true)
        },
        Alteration("there is a second beginning") { books in
            let second = VerifiedJournal.altered(
                books.records[0], sequence: 3, revision: 2, previous: books.records[0].hash,
                isRehashed: true)
            books.records.insert(second, at: 2)
        },
    ])
    func `what does not begin as it should is found`(alteration: Alteration) async throws {
        let journal = InMemoryJournal.begun()
        _ = try await journal.commit(on: .wholeJournal) { writer in
            try writer.append(Sample.draft(.order(Sample.number), .order(.protected)))
        }
        try journal.tamper(alteration.make)
        let codes = try await VerifiedJournal.verify(journal).findings.map(\.code)
        #expect(codes.contains(.beginningMisplaced), "\(codes)")
    }

    @Test func `an empty journal is sound`() async throws {
        let report = try await VerifiedJournal.verify(InMemoryJournal())
        #expect(report == VerificationReport())
        #expect(report.isSound)
    }

    @Test func `progress is told page by page, for both passes, to the end`() async throws {
        let told = Mutex<[VerificationProgress]>([])
        let journal = try await VerifiedJournal.journal()
        _ = try await JournalVerifier(pageSize: 10).verify(journal) { progress in
            told.withLock { $0.append(progress) }
        }
        let all = told.withLock { $0 }
        for stage in VerificationProgress.Stage.allCases {
            let done = all.filter { $0.stage == stage }.map(\.done)
            #expect(done == done.sorted())
            #expect(done.last == 56)
        }
        #expect(all.allSatisfy { $0.total == 56 })
    }

    // MARK: Altered records

    @Test func `whichever record is altered, it is the first bad one`() async throws {
        for index in 0..<55 {
            let journal = try await VerifiedJournal.journal()
            journal.tamper {
                $0.records[index] = VerifiedJournal.altered($0.records[index], reason: "another")
            }
            let first = try #require(try await VerifiedJournal.verify(journal).first)
            #expect(first.code == .recordHashDiffers)
            #expect(first.sequence == Int64(index + 1))
        }
    }

    /// Rehashed, the record agrees with itself, but not with the one that follows it, nor with a
    /// seal.
    @Test func `an altered record that was hashed again breaks its chain and its seal`()
        async throws
    {
        for index in 0..<42 {
            let journal = try await VerifiedJournal.journal()
            let subject = journal.tamper {
                $0.records[index] = VerifiedJournal.altered(
                    $0.records[index], reason: "another", isRehashed: true)
                return $0.records[index].subject
            }
            let report = try await VerifiedJournal.verify(journal)
            let codes = Set(report.findings.map(\.code))
            #expect(codes.contains(.checkpointRootDiffers), "record \(index + 1)")
            #expect(try #require(report.first?.sequence) <= Int64(index + 1))
            let isFollowed = journal.tamper { books in
                books.records.dropFirst(index + 1).contains { $0.subject == subject }
            }
            #expect(codes.contains(.chainBroken) == isFollowed, "record \(index + 1)")
        }
    }

    @Test func `an order whose whole chain was rewritten is given away by the seal alone`()
        async throws
    {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { books in
            // The last record of an order has no follower; its projection is rewritten too.
            let index = 43
            let record = VerifiedJournal.altered(
                books.records[index], reason: "another", isRehashed: true)
            books.records[index] = record
            guard case .order(let number) = record.subject, let order = books.orders[number]
            else { return }
            books.orders[number] = OrderProjection(
                order: number, revision: order.revision, head: record.hash,
                state: order.state, isVerified: order.isVerified,
                stateRevision: order.stateRevision, identity: order.identity,
                isProtected: order.isProtected,
                openAttempt: order.openAttempt, failedCancel: order.failedCancel,
                observedAt: order.observedAt, contradictions: order.contradictions,
                createdAt: order.createdAt, updatedAt: order.updatedAt)
        }
        let report = try await VerifiedJournal.verify(journal)
        #expect(report.findings.map(\.code) == [.checkpointRootDiffers])
        #expect(report.first?.sequence == 24)
        #expect(report.checkpoints == 1)
        #expect(report.unsealed == 33)
    }

    @Test(arguments: [0, 10, 22, 30, 44])
    func `a removed record is named, though the rest agrees with itself`(index: Int) async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { _ = $0.records.remove(at: index) }
        let first = try #require(try await VerifiedJournal.verify(journal).first)
        #expect(first.code == .sequenceGap)
        #expect(first.sequence == Int64(index + 1))
    }

    @Test func `two swapped records are named`() async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { books in
            let (left, right) = (books.records[3], books.records[4])
            books.records[3] = VerifiedJournal.altered(right, sequence: 4)
            books.records[4] = VerifiedJournal.altered(left, sequence: 5)
        }
        let first = try #require(try await VerifiedJournal.verify(journal).first)
        #expect(first.code == .recordHashDiffers)
        #expect(first.sequence == 4)
    }

    @Test(arguments: [55, 51, 45])
    func `a removed tail that no seal covers is given away by what it left`(count: Int)
        async throws
    {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { $0.records.removeLast($0.records.count - count) }
        let report = try await VerifiedJournal.verify(journal)
        #expect(!report.isSound)
        #expect(report.checkpoints == 2)
    }

    @Test func `a removed tail that a seal covers is a truncation`() async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { $0.records.removeLast(12) }
        let report = try await VerifiedJournal.verify(journal)
        let finding = try #require(report.findings.first { $0.code == .journalTruncated })
        #expect(finding.sequence == 45)
        #expect(report.checkpoints == 1)
    }

    @Test(arguments: [1, 3, 100])
    func `a record that cannot be read is named, and the rest is still read`(
        pageSize: Int
    ) async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { $0.unreadable = [9, 30] }
        let report = try await VerifiedJournal.verify(journal, pageSize: pageSize)
        #expect(report.first?.code == .recordUnreadable)
        #expect(report.first?.sequence == 9)
        #expect(report.findings.contains { $0.code == .recordUnreadable && $0.sequence == 30 })
        #expect(report.records == 54)
        #expect(!report.findings.contains { $0.code == .recordsUnlisted })
    }

    @Test(arguments: [1, 3, 100])
    func `a list of orders that goes round in a circle ends, and is named`(
        pageSize: Int
    ) async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { $0.listsForEver = true }
        let report = try await VerifiedJournal.verify(journal, pageSize: pageSize)
        #expect(report.findings.map(\.code) == [.recordUnreadable], "\(report.findings)")
        #expect(report.first?.explanation == "the stored orders are listed out of order")
    }

    @Test(arguments: [0, 20, 53, 54])
    func `numbers at the end of their range are found and trap nothing`(index: Int) async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper {
            $0.records[index] = VerifiedJournal.altered(
                $0.records[index], sequence: .max, revision: .max, isRehashed: true)
        }
        let report = try await VerifiedJournal.verify(journal)
        #expect(report.first?.sequence == Int64(index + 1))
        #expect(report.findings.contains { $0.code == .revisionGap })
    }

    @Test func `a record that is dated back is named`() async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper {
            $0.records[54] = VerifiedJournal.altered($0.records[54], at: -1, isRehashed: true)
        }
        let report = try await VerifiedJournal.verify(journal)
        #expect(report.first?.code == .recordTimeWentBack)
        #expect(report.first?.sequence == 55)
    }

    // MARK: The report

    @Test func `findings are limited to the lowest, and all are counted`() async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { books in
            for index in books.records.indices.reversed() {
                books.records[index] = VerifiedJournal.altered(
                    books.records[index], reason: "another")
            }
        }
        let verifier = JournalVerifier(pageSize: 7, findingLimit: 10)
        let report = try await verifier.verify(journal)
        #expect(report.findings.map(\.sequence) == (1...10).map { Int64($0) })
        #expect(report.findingCount >= 55)
    }

    @Test func `a finding reads as a line with its code first`() {
        let subject = Subject.order(Sample.number)
        #expect(
            VerificationFinding(.chainBroken, sequence: 7, subject: subject, "why").description
                == "chain_broken at record 7 of order A-1: why")
        #expect(
            VerificationFinding(.sequenceGap, sequence: 7, "why").description
                == "sequence_gap at record 7: why")
        #expect(
            VerificationFinding(.orderDiffers, subject: subject, "why").description
                == "order_differs in order A-1: why")
        #expect(
            VerificationFinding(.velocityLimitDiffers, subject: .journal, "why").description
                == "velocity_limit_differs: why")
    }

    @Test func `every code is its own`() {
        let codes = VerificationFindingCode.allCases
        #expect(Set(codes.map(\.rawValue)).count == codes.count)
        #expect(codes.allSatisfy { $0.rawValue.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil })
    }

    @Test func `what prevents reading is thrown and no finding`() async throws {
        let journal = FailingJournal()
        await #expect(throws: JournalError(.inputOutput, "the disk failed")) {
            try await JournalVerifier().verify(journal)
        }
    }
}

/// A journal whose disk has failed.
private struct FailingJournal: Journal {
    private static let failure = JournalError(.inputOutput, "the disk failed")

    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result { throw Self.failure }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result { throw Self.failure }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result { throw Self.failure }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result { throw Self.failure }
}
