import Foundation
import OrderEngine
import OrderLifecycle
import SQLiteJournal
import Testing

/// A journal that an earlier version wrote, with the checkpoint that was published of it then.
struct GoldenJournal: Sendable, CustomTestStringConvertible {
    /// The version of its tables, after which its files are named.
    let schema: Int
    /// How many records it has.
    let records: Int64
    /// How its orders stand, by number.
    let standings: [String: String]
    /// The orders with an unresolved attempt.
    let unresolved: [String]

    var testDescription: String { "the journal of schema \(schema)" }

    static let all = [
        GoldenJournal(
            schema: 1, records: 106,
            standings: [
                "AWAITING-1": "awaiting_payment", "CREATED-1": "created", "DONE-1": "done",
                "EXPIRED-1": "expired", "FORGIVEN-1": "revoked", "IN-SERVICE-1": "in_service",
                "LOST-1": "revoked", "OPEN-1": "created", "PROTECTED-1": "in_service",
                "REVOKED-1": "revoked",
            ],
            unresolved: ["OPEN-1"])
    ]

    private var place: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/schema-\(schema)")
    }

    /// Copies the journal into a test's own directory.
    func copy(to place: TemporaryPlace) throws {
        try FileManager.default.copyItem(
            atPath: self.place.appendingPathExtension("journal").path, toPath: place.path)
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
    @Test(arguments: GoldenJournal.all)
    func `an old journal opens, holds and says what it said`(golden: GoldenJournal) async throws {
        let place = try TemporaryPlace()
        try golden.copy(to: place)
        let journal = try await DatabaseJournal.open(at: place.path)
        let published = try #require(try golden.checkpoint)

        let report = try await JournalVerifier().verify(journal, against: published)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.records >= golden.records)
        let orders = try await journal.read {
            try $0.orders(phase: nil, after: nil, limit: 1000)
        }
        let standings = Dictionary(
            uniqueKeysWithValues: orders.map { ($0.order.text, $0.standing.code) })
        #expect(standings == golden.standings)
        let open = try await journal.read { try $0.attempts(openOnly: true, limit: 1000) }
        #expect(open.map(\.order.text) == golden.unresolved)
        try await journal.close()
    }

    @Test(arguments: GoldenJournal.all)
    func `an old journal can be read without being changed`(golden: GoldenJournal) async throws {
        let place = try TemporaryPlace()
        try golden.copy(to: place)
        let before = try Data(contentsOf: URL(filePath: place.path))
        let journal = try await DatabaseJournal.open(at: place.path, mode: .reader)
        #expect(try await journal.recordCount() == Int(golden.records))
        try await journal.close()
        #expect(try Data(contentsOf: URL(filePath: place.path)) == before)
    }
}
