import Crypto
import Foundation
import GRDB
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngineTesting
@testable import SQLiteJournal

/// A directory of a test's own, removed with it.
final class TemporaryPlace: Sendable {
    let directory: String

    init() throws {
        directory =
            FileManager.default.temporaryDirectory.path + "/payscore-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The path of the journal.
    var path: String { file("journal.sqlite") }

    func file(_ name: String) -> String { "\(directory)/\(name)" }

    /// What lies in the directory.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    /// Opens the journal to write, and begins it where it is empty.
    func open() async throws -> SQLiteJournalStore {
        let journal = try await SQLiteJournalStore.open(at: path)
        try await journal.begin()
        return journal
    }

    /// Makes a closed journal with a record of each of some orders, and returns their number.
    @discardableResult
    func makeJournal(orders: Int = 2) async throws -> Int {
        let journal = try await open()
        for number in 0..<orders {
            let order = try SampleOrder("N-\(number)")
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        }
        try await journal.close()
        return orders
    }

    /// Makes a closed, sealed journal with something of everything in it; returns its records'
    /// number.
    @discardableResult
    func makeStory() async throws -> Int64 {
        let journal = try await open()
        try await SampleStory.write(to: journal)
        let sealer = JournalSealer(
            journal: journal, key: Curve25519.Signing.PrivateKey(),
            caller: try SampleOrder("A-1").caller)
        let checkpoint = try await sealer.seal(at: Timestamp(clamping: 0))
        try await journal.close()
        return checkpoint.size
    }

    /// Requests two calls: one is acknowledged, sent back and rejected, the other one is
    /// acknowledged by two.
    func makeApprovals() async throws {
        let journal = try await open()
        let (first, second) = (try SampleApproval("0a"), try SampleApproval("0b"))
        try await journal.commit(on: .wholeJournal) { journal in
            try journal.append(first.requested(at: 30))
            try journal.append(first.acknowledged(by: "李敏-test", at: 31))
            try journal.append(first.draft(.sentBack(first.id, giving: first.loss(4000)), at: 32))
            try journal.append(first.acknowledged(by: "李敏-test", stating: 4000, at: 33))
            try journal.append(first.draft(.ended(first.id, .rejected), at: 34))
            try journal.append(second.requested(at: 35))
            try journal.append(second.acknowledged(by: "李敏-test", at: 36))
            try journal.append(second.acknowledged(by: "陈杰-test", at: 37))
        }
        try await journal.close()
    }

    /// Does something to the file as the `sqlite3` command would, with all guards off.
    func tamper(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// The same with the triggers out of the way, which are put back.
    func tamperFreely(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            let triggers = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            try db.execute(sql: sql)
            for row in triggers { try db.execute(sql: row["sql"]) }
        }
        try queue.close()
    }

    /// Fills an index with what another one would hold, and leaves its definition as it was.
    func fill(index name: String, with other: String) throws {
        try fill(name) { _ in "CREATE INDEX \(name) ON \(other)" }
    }

    /// Fills an index, or those of a table, as another definition would have it.
    func fill(_ name: String, as other: (String) -> String) throws {
        let queue = try DatabaseQueue(path: path)
        let found = try queue.read { db in
            try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [name])
        }
        try queue.close()
        let definition = try #require(found)
        try define(name, as: other(definition))
        try tamper("REINDEX \(name)")
        try define(name, as: definition)
    }

    private func define(_ name: String, as sql: String) throws {
        let text = sql.replacing("'", with: "''")
        try tamper(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = '\(text)' WHERE name = '\(name)'
            """)
    }
}

/// Makes sure that something fails with one of the journal's codes, and returns what it says.
@discardableResult
func expectError<Value>(
    _ code: JournalErrorCode, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Value
) async -> String {
    do {
        _ = try await body()
        Issue.record("succeeded instead of \(code)", sourceLocation: sourceLocation)
    } catch let error as JournalError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        return error.explanation
    } catch {
        Issue.record("threw \(error) instead of \(code)", sourceLocation: sourceLocation)
    }
    return ""
}

extension SQLiteJournalStore {
    /// Runs statements on the connection that writes, inside a commit.
    func run(_ sql: String) async throws {
        try await commit(on: []) { journal in
            let transaction = try #require(journal as? StoredTransaction)
            try transaction.db.execute(sql: sql)
        }
    }

    /// How many records there are after the first, which begins the journal.
    func recordCount() async throws -> Int {
        try await read { try $0.records(after: 1, limit: 100_000).count }
    }
}

extension StoredTransaction {
    /// The connection that writes.
    var db: Database { statements.db }
}
