import Foundation
import GRDB

/// What stands in a journal's tables, read without the package's own reading.
struct JournalReader {
    struct Attempt: Hashable {
        let id: String
        let number: String
        let operation: String
        let request: String
        let intendedAt: Int64
        let dispatches: Int
        let condition: String
        let outcome: String?
        let givenUp: Int64?
        let givenUpKind: String?
        /// The lines of what its intent records.
        let detail: [String: String]

        var isApplied: Bool {
            outcome.map { ["answered", "already_there", "found"].contains($0) } ?? false
        }
    }

    /// The hash of each record, by its number.
    private(set) var records: [Int64: Data] = [:]
    /// The last revision of each order.
    private(set) var revisions: [String: Int64] = [:]
    private(set) var attempts: [Attempt] = []
    private(set) var checkpoints: [Int64: String] = [:]
    /// The attempts that permits were spent on.
    private(set) var spent: [String] = []

    static let fileName = "payscore.sqlite"

    /// Reads a copy, so that what lies there is not changed by the look.
    init(in box: URL, scratch: URL) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: box.appending(path: Self.fileName).path) else { return }
        let copy = scratch.appending(path: "reading")
        try? files.removeItem(at: copy)
        try files.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: copy) }
        for end in ["", "-wal"] {
            let file = box.appending(path: Self.fileName + end)
            guard files.fileExists(atPath: file.path) else { continue }
            try files.copyItem(at: file, to: copy.appending(path: Self.fileName + end))
        }
        let database = try DatabaseQueue(path: copy.appending(path: Self.fileName).path)
        defer { try? database.close() }
        try database.read { try read($0) }
    }

    /// The body of the request in an open envelope; nothing of anything else.
    private static func body(of envelope: Data) -> String {
        let beginning = Data("payscore open request\n".utf8)
        guard envelope.starts(with: beginning) else { return "" }
        let request = envelope.dropFirst(beginning.count)
        return String(
            decoding: request.drop { $0 != UInt8(ascii: "\n") }.dropFirst(), as: UTF8.self)
    }

    private mutating func read(_ db: Database) throws {
        guard try db.tableExists("payscore_records") else { return }
        for row in try Row.fetchAll(
            db, sql: "SELECT sequence, hash, subject, revision FROM payscore_records ORDER BY 1")
        {
            records[row["sequence"]] = row["hash"]
            revisions[row["subject"]] = row["revision"]
        }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM payscore_checkpoints") {
            checkpoints[row["position"]] = row["note"]
        }
        spent = try String.fetchAll(
            db, sql: "SELECT spent_by FROM payscore_permits WHERE spent_by IS NOT NULL")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT a.*, detail FROM payscore_attempts a JOIN payscore_records USING (sequence)
                """)
        attempts = rows.map { row in
            let request: Data? = row["request"]
            let text: String = row["detail"]
            let subject: String = row["subject"]
            let detail = Dictionary(
                text.split(separator: "\n").compactMap { line in
                    line.wholeMatch(of: /([a-z0-9_]+)=(.*)/).map {
                        (String($0.1), String($0.2))
                    }
                }, uniquingKeysWith: { first, _ in first })
            return Attempt(
                id: row["id"], number: subject.replacing("order:", with: ""),
                operation: detail["call"] ?? "",
                request: Self.body(of: request ?? Data()),
                intendedAt: row["intended_at"], dispatches: row["dispatches"],
                condition: row["condition"], outcome: row["outcome"],
                givenUp: row["given_up"], givenUpKind: row["given_up_kind"], detail: detail)
        }
    }
}
