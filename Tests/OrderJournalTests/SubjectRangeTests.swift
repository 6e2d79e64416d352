import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// That the parts of a verification hold every subject once, and that nothing is lost between them.
struct SubjectRangeTests {
    private static let numbers = ["A-0", "A-1", "B-2", "C-3", "D-4", "E-5", "F-6", "G-7"]

    /// Eight orders with a record each, in the reverse order of their numbers, and one of the
    /// journal's own.
    private func journal() async throws -> InMemoryJournal {
        let journal = InMemoryJournal.begun()
        for number in Self.numbers.reversed() {
            let subject = Subject.order(try OutOrderNumber(number))
            _ = try await journal.commit(on: .wholeJournal) {
                try $0.append(Sample.draft(subject, .order(.happened(.adopted(.revoked)))))
            }
        }
        _ = try await journal.commit(on: .wholeJournal) {
            try $0.append(Sample.draft(.journal, .journal(.velocityLimitTripped)))
        }
        return journal
    }

    private func parts(of journal: InMemoryJournal, pageSize: Int) async throws -> [SubjectRange] {
        try await journal.inspect { try SubjectRange.parts(of: $0, pageSize: pageSize) }
    }

    @Test func `every subject is in one part`() async throws {
        let parts = try await parts(of: journal(), pageSize: 1)
        #expect(parts.count == 2)
        for subject in [.journal] + Self.numbers.map({ Subject.order(Sample.order($0)) }) {
            let isIn = parts.filter { part in
                part.reaches(subject) && part.lower.map { $0.precedes(subject) } ?? true
            }
            #expect(isIn.count == 1, "\(subject)")
        }
        #expect(parts.first?.lower == nil)
        #expect(parts.last?.upper == nil)
        for (part, next) in zip(parts, parts.dropFirst()) { #expect(part.upper == next.lower) }
    }

    @Test(arguments: [0, 1, 2, 1000])
    func `a journal of few pages is one part`(records: Int) async throws {
        let journal = try await journal()
        journal.tamper { $0.records.removeLast($0.records.count - min(records, 9)) }
        let parts = try await parts(of: journal, pageSize: records == 1000 ? 3 : 1)
        #expect(parts == [SubjectRange(lower: nil, upper: nil)])
    }

    @Test func `bounds are taken of what can be read`() async throws {
        let journal = try await journal()
        journal.tamper { $0.unreadable = Set(1...8) }
        #expect(try await parts(of: journal, pageSize: 1).count <= 2)
        journal.tamper { $0.unreadable = Set(1...9) }
        #expect(
            try await parts(of: journal, pageSize: 1) == [SubjectRange(lower: nil, upper: nil)])
    }

    @Test func `a last number that was altered to the largest there is traps nothing`() async throws
    {
        let journal = try await journal()
        journal.tamper {
            $0.records[8] = VerifiedJournal.altered($0.records[8], sequence: .max)
        }
        let parts = try await parts(of: journal, pageSize: 1)
        #expect(!parts.isEmpty)
        #expect(parts.last?.upper == nil)
    }

    @Test func `what one part lacks is found whoever reads it`() async throws {
        let journal = try await journal()
        journal.tamper { books in
            books.orders[Sample.order("D-4")] = nil
            books.orders[Sample.order("Z-9")] = OrderProjection(
                order: Sample.order("Z-9"), createdAt: Sample.at(0))
            books.isVelocityLimitTripped = false
        }
        for pageSize in [1, 1000] {
            let report = try await VerifiedJournal.verify(journal, pageSize: pageSize)
            #expect(
                Set(report.findings.map(\.code))
                    == [.orderDiffers, .orderWithoutRecords, .velocityLimitDiffers])
            #expect(report.findingCount == 3)
            #expect(report.orders == 8)
        }
    }
}
