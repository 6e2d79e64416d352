import FileRecording
import OrderJournal
import SQLiteJournal

/// A journal's life as it was recorded, and what it held after each of its transactions.
struct Recording: Sendable {
    let name: String
    let events: [FileEvent]
    /// How much the journal held, by the digest of all of its tables.
    let extents: [UInt64: Int64]
    /// The extents in order, without repetition.
    let steps: [Int64]
    /// The hashes of all records, in order.
    let hashes: [Digest32]
    /// The last event that only says what lay there before.
    var start: Int { (events.firstIndex { $0.kind != .exists } ?? 1) - 1 }
    /// Whether one commit followed another, so that no more than one can be unanswered.
    let isSerial: Bool

    /// Records what `live` does to a journal, which may begin as an image of an earlier one.
    ///
    /// - Parameter promised: What was promised of the image before.
    static func make(
        _ name: String, from image: CrashImage? = nil, promised: Int64 = 0, isSerial: Bool = true,
        logPages: Int, live: (String) async throws -> Life
    ) async throws -> Recording {
        let files = try JournalFiles("recording")
        if let image { try files.lay(image.files) }
        FileRecord.setLogPages(logPages)
        FileRecord.begin(in: files.directory)
        FileRecord.mark(promised)
        let life = try await live(files.path)
        let events = FileRecord.end()
        FileRecord.setLogPages(0)
        let hashes = try await life.journal.read { journal in
            try journal.records(after: 0, limit: 10_000).map(\.hash)
        }
        try? await life.journal.close()
        return Recording(name, events, hashes, isSerial: isSerial)
    }

    /// Records a life that begins where a process was killed: it finds all that was written, and
    /// the device has only what was durable at that event.
    static func make(
        _ name: String, afterKilling base: Recording, at cut: Int, logPages: Int,
        live: (String) async throws -> Life
    ) async throws -> Recording {
        var disk = Disk(rule: .strict)
        for index in 0...cut { disk.take(index, of: base.events) }
        var chance = Chance(seed: 0)
        let image = CrashImage(of: disk, events: base.events, fate: .kept, chance: &chance)
        let life = try await make(
            name, from: image, isSerial: false, logPages: logPages, live: live)
        let past = Array(base.events[0...cut])
        let known = disk.namesAsWritten(past)
        let last = past.map(\.file).max() ?? 0
        var numbers: [Int: Int] = [:]
        var events = past
        for event in life.events {
            if event.kind == .exists {
                numbers[event.file] = known[event.name]
            } else {
                events.append(event.renumbered(numbers[event.file] ?? last + event.file))
            }
        }
        return Recording(name, events, life.hashes, isSerial: false)
    }

    private init(_ name: String, _ events: [FileEvent], _ hashes: [Digest32], isSerial: Bool) {
        var extents: [UInt64: Int64] = [:]
        Self.eachState(of: events) { _, state in extents[state.digest] = state.extent }
        self.name = name
        self.events = events
        self.hashes = hashes
        self.extents = extents
        self.isSerial = isSerial
        steps = Set(extents.values).sorted()
    }

    /// The images of a killed process, one for each state that the journal went through.
    func milestones() -> [CrashImage] {
        var images: [UInt64: CrashImage] = [:]
        Self.eachState(of: events) { image, state in images[state.digest] = image }
        return images.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Visits what a program finds after each sync and each promise, if the process was killed.
    private static func eachState(
        of events: [FileEvent], _ visit: (CrashImage, ImageState) -> Void
    ) {
        let kinds: [FileEvent.Kind] = [.sync, .mark, .exists]
        var disk = Disk(rule: .strict)
        var chance = Chance(seed: 0)
        for index in events.indices {
            disk.take(index, of: events)
            let next = events.indices.contains(index + 1) ? events[index + 1].kind : .mark
            guard kinds.contains(events[index].kind), next != .exists else { continue }
            let image = CrashImage(of: disk, events: events, fate: .kept, chance: &chance)
            if let state = image.inspect(), state.isSound { visit(image, state) }
        }
    }
}

/// How a recorded life ends: with a journal that can still be read.
struct Life: Sendable {
    let journal: SQLiteJournalStore
}
