import Foundation
import GRDB

/// What stands in a journal's tables, read without the package's own reading.
struct JournalReader {
    struct Attempt: Hashable {
        let id: String
        /// What it is about, as records name it: `order:A-1`.
        let subject: String
        let call: String
        /// The path of the request, and its body; empty where no key opens it.
        let path: String
        let body: String
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
    /// The last revision of each subject.
    private(set) var revisions: [String: Int64] = [:]
    private(set) var attempts: [Attempt] = []
    private(set) var checkpoints: [Int64: String] = [:]
    /// The attempts that permits were spent on.
    private(set) var spent: [String] = []
    /// The customers' wrapped keys, by their names; `nil` of one who was forgotten.
    private(set) var customers: [String: Data?] = [:]
    /// The customers of whom a record says that they were forgotten.
    private(set) var forgotten: Set<String> = []
    /// The sweeps of which a record says that they came to their end.
    private(set) var swept: Set<String> = []
    /// The very bytes of the database and its log.
    private(set) var bytes = Data()
    private var keys: RequestKeys

    static let fileName = "payscore.sqlite"

    /// Reads a copy, so that what lies there is not changed by the look.
    ///
    /// - Parameter earlier: What was read before, with keys that may be gone by now.
    init(in box: URL, scratch: URL, after earlier: JournalReader? = nil) throws {
        let files = FileManager.default
        keys = earlier?.keys ?? RequestKeys()
        guard files.fileExists(atPath: box.appending(path: Self.fileName).path) else { return }
        let copy = scratch.appending(path: "reading")
        try? files.removeItem(at: copy)
        try files.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: copy) }
        for end in ["", "-wal"] {
            let file = box.appending(path: Self.fileName + end)
            guard files.fileExists(atPath: file.path) else { continue }
            let content = try Data(contentsOf: file)
            bytes += content
            try content.write(to: copy.appending(path: Self.fileName + end))
        }
        keys.open(with: box.appending(path: "customer_key.txt"))
        let database = try DatabaseQueue(path: copy.appending(path: Self.fileName).path)
        defer { try? database.close() }
        try database.read { try read($0) }
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
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT event, detail FROM payscore_records
                WHERE event IN ('customer_forgotten', 'swept')
                """)
        {
            let lines = Self.lines(of: row["detail"])
            if let customer = lines["customer"] { forgotten.insert(customer) }
            if let sweep = lines["sweep"] { swept.insert(sweep) }
        }
        if try db.tableExists("payscore_customers") {
            for row in try Row.fetchAll(db, sql: "SELECT * FROM payscore_customers") {
                let (id, wrapped): (String, Data?) = (row["id"], row["wrapped_key"])
                customers[id] = .some(wrapped)
                if let wrapped { keys.add(wrapped, of: id) }
            }
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT a.*, detail FROM payscore_attempts a JOIN payscore_records USING (sequence)
                """)
        attempts = rows.map { row in
            let stored: Data? = row["request"]
            let detail = Self.lines(of: row["detail"])
            let request = keys.request(in: stored ?? Data(), of: row["id"])
            return Attempt(
                id: row["id"], subject: row["subject"], call: detail["call"] ?? "",
                path: request?.path ?? "", body: request?.body ?? "",
                intendedAt: row["intended_at"], dispatches: row["dispatches"],
                condition: row["condition"], outcome: row["outcome"],
                givenUp: row["given_up"], givenUpKind: row["given_up_kind"], detail: detail)
        }
    }

    /// The lines `name=value` of a record's detail.
    private static func lines(of detail: String) -> [String: String] {
        Dictionary(
            detail.split(separator: "\n").compactMap { line in
                line.wholeMatch(of: /([a-z0-9_]+)=(.*)/).map { (String($0.1), String($0.2)) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
