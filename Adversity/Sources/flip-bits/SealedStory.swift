import Crypto
import Foundation
import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import SQLiteJournal

/// A real journal with a few hundred records, and what an auditor would have kept of it.
struct SealedStory {
    /// The closed database, everything in one file.
    let database: [UInt8]
    /// The database as it was when its owner was stopped, and its write-ahead log.
    let stopped: [UInt8]
    let log: [UInt8]
    /// A copy from before the last checkpoint.
    let old: [UInt8]
    /// The checkpoints, as they were published.
    let notes: [String]
    /// The export of an order, with proofs under the last checkpoint.
    let export: String
    /// Everything that the closed database says.
    let content: JournalContent
    /// Everything that could be read from database and log when the owner was stopped.
    let stoppedContent: JournalContent

    static let key = Result {
        try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))
    }
    static let orders = 36
    static let permits = (0..<orders).map { SampleOrder.digest("permit-\($0)") }

    /// The last checkpoint.
    var published: Checkpoint? { notes.last.flatMap { Checkpoint(note: $0) } }

    /// Writes the journal in a directory of its own.
    static func write(in directory: String) async throws -> SealedStory {
        let path = "\(directory)/story.sqlite"
        let journal = try await DatabaseJournal.open(at: path)
        let sealer = JournalSealer(
            journal: journal, key: try key.get(), caller: try SampleOrder("A").caller)
        var notes: [String] = []
        for number in 0..<orders {
            try await live(number, in: journal)
            guard number % 8 == 7 else { continue }
            notes.append(try await sealer.seal(at: Timestamp(clamping: 0)).note)
        }
        let export = try await journal.read { reading in
            try OrderExport.text(
                of: SampleOrder("N-3").number, from: reading, exportedAt: Timestamp(clamping: 0),
                under: reading.lastCheckpoint())
        }
        let (stopped, log) = (try bytes(path), try bytes(path + "-wal"))
        try await journal.close()
        let database = try bytes(path)
        let old = try await oldCopy(in: directory)
        let content = try await JournalContent.read(at: path)
        return SealedStory(
            database: database, stopped: stopped, log: log, old: old, notes: notes,
            export: export ?? "", content: content, stoppedContent: content)
    }

    /// The same journal as it was half-way, with two of the checkpoints.
    private static func oldCopy(in directory: String) async throws -> [UInt8] {
        let path = "\(directory)/old.sqlite"
        let journal = try await DatabaseJournal.open(at: path)
        let sealer = JournalSealer(
            journal: journal, key: try key.get(), caller: try SampleOrder("A").caller)
        for number in 0..<16 {
            try await live(number, in: journal)
            if number % 8 == 7 { _ = try await sealer.seal(at: Timestamp(clamping: 0)) }
        }
        try await journal.close()
        return try bytes(path)
    }

    /// The records of one order; how far it comes depends on its number.
    private static func live(_ number: Int, in journal: DatabaseJournal) async throws {
        let order = try SampleOrder("N-\(number)")
        let attempt = "att_\(number)"
        let drafts: [RecordDraft] = [
            try order.adopted(),
            order.draft(.viewed(.confirmed), reason: "who looked at order \(number)"),
            try order.completed(),
            try order.permitted("permit-\(number)"),
            try order.intended(attempt, permit: "permit-\(number)", forgiving: 5000),
            order.draft(
                .deferred(
                    DeferralEntry(
                        attempt: AttemptID(attempt), why: "timed_out", doubt: .lost,
                        refusal: nil, lastSentAt: order.time(9), nextAt: order.time(300_000)))),
            order.draft(.dispatched(AttemptID(attempt), count: 2)),
            order.draft(.happened(.revoked)),
            order.draft(.settled(AttemptID(attempt), .cancel, .applied(.found))),
            order.draft(.protected, reason: "closed"),
        ]
        let count = number % 4 == 3 ? drafts.count : 3 + number % 7
        try await journal.commit { writing in
            for draft in drafts.prefix(count) { try writing.append(draft) }
        }
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
}
