import FileRecording
import SQLiteJournal
import Trials

/// Devices and settings with which the journal cannot keep its promises: each must be found.
struct Controls: Sendable {
    let seed: UInt64

    func run(_ report: inout TrialReport) async throws {
        let honest = try await Recording.make("control", logPages: 20) {
            try await Lives.alone($0, seed: seed)
        }
        let normal = try await Recording.make("normal", logPages: 20) {
            try await Self.withoutSync($0, seed: seed)
        }
        try await lose("synchronous = NORMAL", normal, .honest, &report)
        try await lose("a device that lies about syncs", honest, .lying, &report)
        try await lose(
            "no sync of the directory", honest, .directoryUnsynced, &report)
        try await lose(
            "a torn sector takes its durable neighbours along", honest, .honest,
            spoilsNeighbours: true, &report)
        try await lose(
            "a device that drops a write, seen as corrupt", honest, .careless, counting: \.corrupt,
            &report)
    }

    /// Replays on a broken device, and counts what must be found there.
    private func lose(
        _ name: String, _ recording: Recording, _ honesty: Disk.Honesty,
        spoilsNeighbours: Bool = false, counting: KeyPath<Tally, Int> = \.lost,
        _ report: inout TrialReport
    ) async throws {
        let tally = try await Trial(
            recording: recording, number: 0, seed: seed, images: 0..<4, openedEvery: 0,
            honesty: honesty, spoilsNeighbours: spoilsNeighbours
        ).run()
        report.control(name, found: tally[keyPath: counting], of: tally.images)
    }

    /// The same life, with the setting that SQLite's own documentation calls not durable.
    private static func withoutSync(_ path: String, seed: UInt64) async throws -> Life {
        let journal = try await SQLiteJournalStore.open(at: path)
        guard FileRecord.execute("PRAGMA synchronous = NORMAL") else {
            throw ControlFailure.cannotBreak
        }
        try await JournalStory(in: journal, seed: seed).tell(order: "N-\(seed)")
        return Life(journal: journal)
    }
}

/// A control could not be set up.
enum ControlFailure: Error {
    case cannotBreak
}
