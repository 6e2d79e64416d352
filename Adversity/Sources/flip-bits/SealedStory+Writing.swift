import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal

extension SealedStory {
    /// The orders from this one on are written by one owner, who is then stopped.
    private static let firstOfTheLastLife = 20
    /// How often the head is looked at, at most, until it knows everything.
    private static let lookLimit = 12_000

    /// Writes the journal in a directory of its own.
    static func write(in directory: String) async throws -> SealedStory {
        let path = "\(directory)/story.sqlite"
        var (notes, old) = try await writeManyLives(at: path)

        let journal = try await SQLiteJournalStore.open(at: path)
        var length = 0
        for number in firstOfTheLastLife..<orders {
            length = try JournalCopy(at: path).log?.count ?? 0
            let drafts = try drafts(of: number)
            try await journal.commit(on: .wholeJournal) { writer in
                for draft in drafts { try writer.append(draft) }
            }
            if number % 8 == 7 { notes += try await seal(journal, turns[number / 8]) }
        }
        let export = try await journal.inspect { reader in
            try HistoryExport.text(
                of: .order(SampleOrder("N-3").number), from: reader,
                exportedAt: Timestamp(clamping: 0),
                under: reader.lastCheckpoint())
        }
        try await waitForHead(of: journal)
        let stopped = try JournalCopy(at: path)
        try await journal.close()
        return SealedStory(
            closed: try JournalCopy(at: path), stopped: stopped, lengthBeforeLastCommit: length,
            old: old ?? stopped, foreign: try await foreign(in: directory), notes: notes,
            export: export ?? "", content: try await JournalContent.read(at: path))
    }

    /// Writes the first orders; each record has an owner of its own, who writes the head when it
    /// closes, so that all slots are in use.
    private static func writeManyLives(
        at path: String
    ) async throws -> (notes: [String], old: JournalCopy?) {
        var notes: [String] = []
        var old: JournalCopy?
        for number in 0..<firstOfTheLastLife {
            for draft in try drafts(of: number) {
                let journal = try await SQLiteJournalStore.open(at: path)
                try await journal.commit(on: .wholeJournal) { writer in
                    try writer.begin()
                    try writer.append(draft)
                }
                try await journal.close()
            }
            guard number % 8 == 7 else { continue }
            let journal = try await SQLiteJournalStore.open(at: path)
            notes += try await seal(journal, turns[number / 8])
            try await journal.close()
            old = try JournalCopy(at: path)
        }
        return (notes, old)
    }

    private static func seal(
        _ journal: SQLiteJournalStore, _ turns: [Int]
    ) async throws -> [String] {
        var notes: [String] = []
        for turn in turns {
            let sealer = JournalSealer(
                journal: journal, key: try keys.get()[turn], caller: try SampleOrder("A").caller)
            notes.append(try await sealer.seal(at: Timestamp(clamping: 0)).note)
        }
        return notes
    }

    /// The head is written behind the commits; waits until it knows them all.
    private static func waitForHead(of journal: SQLiteJournalStore) async throws {
        let last = try await journal.inspect { try $0.lastRecord()?.sequence }
        for _ in 0..<lookLimit {
            if try await journal.head()?.size == last { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw JournalError(.headUnusable, "the head does not catch up with the journal")
    }

    private static func foreign(in directory: String) async throws -> JournalCopy {
        let path = "\(directory)/foreign.sqlite"
        let journal = try await SQLiteJournalStore.open(at: path)
        try await journal.begin()
        for number in 0..<4 {
            let drafts = try drafts(of: number)
            try await journal.commit(on: .wholeJournal) { writer in
                for draft in drafts { try writer.append(draft) }
            }
        }
        try await journal.close()
        return try JournalCopy(at: path)
    }
}
