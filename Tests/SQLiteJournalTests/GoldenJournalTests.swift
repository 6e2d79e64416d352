import Foundation
import OrderJournal
import OrderLifecycle
import Testing

@testable import SQLiteJournal

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
