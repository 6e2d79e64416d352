import Foundation
import OrderJournal
import OrderLifecycle
import Testing

@testable import SQLiteJournal

/// A journal that an earlier program wrote (Golden/make), with the checkpoint that was published of
/// it then.
enum GoldenJournal {
    /// How many records it has.
    static let records: Int64 = 107
    /// How the orders stand, by number.
    static let states = [
        "AWAITING-1": "awaiting_payment", "CREATED-1": "created", "DONE-1": "done",
        "EXPIRED-1": "expired", "FORGIVEN-1": "revoked", "IN-SERVICE-1": "in_service",
        "LOST-1": "revoked", "OPEN-1": "created", "PROTECTED-1": "in_service",
        "REVOKED-1": "revoked",
    ]
    /// The orders with an unresolved attempt.
    static let unresolved = ["OPEN-1"]

    private static func file(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/golden.\(name)")
    }

    /// Copies the journal into a test's own directory, with its head file.
    static func copy(to place: TemporaryPlace) throws {
        try FileManager.default.copyItem(atPath: file("journal").path, toPath: place.path)
        try FileManager.default.copyItem(atPath: file("head").path, toPath: place.headPath)
    }

    /// The published checkpoint.
    static var checkpoint: Checkpoint? {
        get throws {
            Checkpoint(note: try String(contentsOf: file("checkpoint"), encoding: .utf8))
        }
    }
}

/// Journals of earlier programs open for ever, and say what they said.
@Suite struct GoldenJournalTests {
    @Test func `an old journal opens, holds and says what it said`() async throws {
        let place = try TemporaryPlace()
        try GoldenJournal.copy(to: place)
        let journal = try await place.open()
        let published = try #require(try GoldenJournal.checkpoint)

        let report = try await JournalVerifier().verify(
            journal, against: published, head: journal.head())
        #expect(report.isSound, "\(report.findings)")
        #expect(report.records >= GoldenJournal.records)
        let orders = try await journal.read {
            try $0.orders(phase: nil, after: nil, limit: 1000)
        }
        let states = Dictionary(
            uniqueKeysWithValues: orders.map { ($0.order.text, $0.state.code) })
        #expect(states == GoldenJournal.states)
        let open = try await journal.read {
            try $0.attempts(openOnly: true, before: nil, limit: 1000)
        }
        #expect(open.map(\.subject.order?.text) == GoldenJournal.unresolved)
        for code in Set(GoldenJournal.states.values) {
            let listed = try await journal.read {
                try $0.orders(phase: code, after: nil, limit: 1000)
            }
            let expected = GoldenJournal.states.filter { $0.value == code }.keys
            #expect(listed.map(\.order.text) == expected.sorted())
        }
        try await journal.close()
    }

    @Test func `an old journal can be read without being changed`() async throws {
        let place = try TemporaryPlace()
        try GoldenJournal.copy(to: place)
        let before = try Data(contentsOf: URL(filePath: place.path))
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await journal.recordCount() == Int(GoldenJournal.records) - 1)
        try await journal.close()
        #expect(try Data(contentsOf: URL(filePath: place.path)) == before)
    }
}
