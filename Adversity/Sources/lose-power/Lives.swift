import FileRecording
import OrderEngine
import SQLiteJournal

/// The lives of a journal that are recorded.
enum Lives {
    /// How many pages SQLite's log may have in each recording, so that it begins anew often.
    static let logPages = [8, 20, 40, 64]

    /// One caller: a journal is made, used, closed, opened again and used until the power fails.
    @Sendable static func alone(_ path: String, seed: UInt64) async throws -> Life {
        let first = try await SQLiteJournalStore.open(at: path)
        let story = try JournalStory(in: first, seed: seed)
        try await story.tell(order: "A-\(seed)")
        try await story.seal()
        try await first.close()
        let second = try await SQLiteJournalStore.open(at: path)
        let sequel = try JournalStory(in: second, seed: seed)
        try await sequel.operate(order: "B-\(seed)")
        try await sequel.seal()
        return Life(journal: second)
    }

    /// Several callers at once, whose commits share transactions.
    @Sendable static func together(_ path: String, seed: UInt64) async throws -> Life {
        let journal = try await SQLiteJournalStore.open(at: path)
        let story = try JournalStory(in: journal, seed: seed)
        try await story.tell(orders: (1...4).map { "C-\(seed)-\($0)" })
        try await story.seal()
        return Life(journal: journal)
    }

    /// A journal that was left by a loss of power is opened, used and closed.
    @Sendable static func recovered(_ path: String, seed: UInt64) async throws -> Life {
        let journal = try await SQLiteJournalStore.open(at: path)
        FileRecord.mark(try await journal.inspect { try $0.extent() })
        try await JournalStory(in: journal, seed: seed).operate(order: "D-\(seed)")
        try await journal.close()
        return Life(journal: try await SQLiteJournalStore.open(at: path))
    }
}
