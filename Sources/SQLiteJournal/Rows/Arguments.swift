import GRDB
import GRDBSQLite
import JournalStorage
import OrderJournal

/// The values of a statement, given from left to right; SQLite keeps a copy of each.
struct Arguments: RowWriter {
    private let statement: SQLiteStatement
    private var count: Int32 = 0
    /// The first result code that is not success.
    private(set) var code = SQLITE_OK

    init(of statement: SQLiteStatement) {
        self.statement = statement
    }

    mutating func add(_ number: Int64?) {
        guard let number else { return addNull() }
        count += 1
        note(sqlite3_bind_int64(statement, count, number))
    }

    mutating func add(_ flag: Bool) {
        add(flag ? 1 : 0)
    }

    mutating func add(_ text: String?) {
        guard let text else { return addNull() }
        count += 1
        note(
            sqlite3_bind_text64(
                statement, count, text, sqlite3_uint64(text.utf8.count), Self.copying,
                UInt8(SQLITE_UTF8)))
    }

    mutating func add(_ bytes: [UInt8]?) {
        guard let bytes else { return addNull() }
        count += 1
        // Without bytes there may be no pointer to them, which would mean NULL.
        guard !bytes.isEmpty else { return note(sqlite3_bind_zeroblob(statement, count, 0)) }
        note(
            sqlite3_bind_blob64(
                statement, count, bytes, sqlite3_uint64(bytes.count), Self.copying))
    }

    private mutating func addNull() {
        count += 1
        note(sqlite3_bind_null(statement, count))
    }

    private mutating func note(_ result: Int32) {
        if code == SQLITE_OK { code = result }
    }

    /// Tells SQLite to keep a copy: `SQLITE_TRANSIENT`, which C's interface has as a cast.
    private static let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
