import Foundation
import OrderEngine
import OrderLifecycle
import Testing

@testable import SQLiteJournal

/// A journal that the program of a schema wrote (Golden/make), with the checkpoint that was
/// published of it then.
struct GoldenJournal: Sendable, CustomTestStringConvertible {
    /// The version of its tables, after which its files are named.
    let schema: Int

    var testDescription: String { "the journal of schema \(schema)" }

    static let all = (1...3).map(GoldenJournal.init)

    /// How many records each has.
    static let records: Int64 = 106
    /// How the orders stand in each, by number.
    static let standings = [
        "AWAITING-1": "awaiting_payment", "CREATED-1": "created", "DONE-1": "done",
        "EXPIRED-1": "expired", "FORGIVEN-1": "revoked", "IN-SERVICE-1": "in_service",
        "LOST-1": "revoked", "OPEN-1": "created", "PROTECTED-1": "in_service",
        "REVOKED-1": "revoked",
    ]
    /// The orders with an unresolved attempt.
    static let unresolved = ["OPEN-1"]

    private var place: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/schema-\(schema)")
    }

    /// Copies the journal into a test's own directory, with its head file where it has one.
    func copy(to place: TemporaryPlace) throws {
        let files = FileManager.default
        try files.copyItem(
            atPath: self.place.appendingPathExtension("journal").path, toPath: place.path)
        let head = self.place.appendingPathExtension("head").path
        guard files.fileExists(atPath: head) else { return }
        try files.copyItem(atPath: head, toPath: place.headPath)
    }

    /// The published checkpoint.
    var checkpoint: Checkpoint? {
        get throws {
            Checkpoint(
                note: try String(
                    contentsOf: place.appendingPathExtension("checkpoint"), encoding: .utf8))
        }
    }
}

/// Journals of earlier versions open for ever, and say what they said.
@Suite struct GoldenJournalTests {
    @Test func `a journal of every schema is kept`() {
        #expect(GoldenJournal.all.map(\.schema) == Array(1...Schema.current.version))
    }

    @Test(arguments: GoldenJournal.all)
    func `an old journal opens, holds and says what it said`(golden: GoldenJournal) async throws {
        let place = try TemporaryPlace()
        try golden.copy(to: place)
        let journal = try await DatabaseJournal.open(at: place.path)
        let published = try #require(try golden.checkpoint)

        let report = try await JournalVerifier().verify(journal, against: published)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.records >= GoldenJournal.records)
        let orders = try await journal.read {
            try $0.orders(phase: nil, after: nil, limit: 1000)
        }
        let standings = Dictionary(
            uniqueKeysWithValues: orders.map { ($0.order.text, $0.standing.code) })
        #expect(standings == GoldenJournal.standings)
        let open = try await journal.read { try $0.attempts(openOnly: true, limit: 1000) }
        #expect(open.map(\.order.text) == GoldenJournal.unresolved)
        for code in Set(GoldenJournal.standings.values) {
            let listed = try await journal.read {
                try $0.orders(phase: code, after: nil, limit: 1000)
            }
            let expected = GoldenJournal.standings.filter { $0.value == code }.keys
            #expect(listed.map(\.order.text) == expected.sorted())
        }
        try await journal.close()
    }

    @Test(arguments: GoldenJournal.all)
    func `an old journal can be read without being changed`(golden: GoldenJournal) async throws {
        let place = try TemporaryPlace()
        try golden.copy(to: place)
        let before = try Data(contentsOf: URL(filePath: place.path))
        let journal = try await DatabaseJournal.open(at: place.path, mode: .reader)
        #expect(try await journal.recordCount() == Int(GoldenJournal.records))
        try await journal.close()
        #expect(try Data(contentsOf: URL(filePath: place.path)) == before)
    }

    @Test(arguments: GoldenJournal.all.prefix(2))
    func `an order that an old journal lists under a false phase is found`(
        golden: GoldenJournal
    ) async throws {
        let place = try TemporaryPlace()
        try golden.copy(to: place)
        try place.tamper("UPDATE payscore_orders SET phase = 'done' WHERE number = 'CREATED-1'")
        let journal = try await DatabaseJournal.open(at: place.path, mode: .reader)
        let report = try await JournalVerifier().verify(journal)
        #expect(report.findings.map(\.code) == [.indexDiffers], "\(report.findings)")
        #expect(report.findings.first?.explanation.contains("CREATED-1") == true)
        try await journal.close()
    }
}
