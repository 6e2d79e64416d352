import GRDB
import GRDBSQLite
import JournalStorage
import OrderJournal

/// The values of a row of SQLite's.
struct Columns: RowReader {
    private let statement: SQLiteStatement
    private let table: String
    private var next: Int32 = 0

    init(_ statement: SQLiteStatement, of table: String) {
        self.statement = statement
        self.table = table
    }

    mutating func textIfAny() throws(JournalError) -> String? {
        try bytes(of: SQLITE_TEXT).map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func textBytesIfAny() throws(JournalError) -> [UInt8]? {
        try bytes(of: SQLITE_TEXT).map { Array($0) }
    }

    mutating func numberIfAny() throws(JournalError) -> Int64? {
        let column = take()
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return nil
        case SQLITE_INTEGER: return sqlite3_column_int64(statement, column)
        default: throw damaged
        }
    }

    /// A yes or no, written as 1 or 0 and in no other way.
    mutating func flagIfAny() throws(JournalError) -> Bool? {
        switch try numberIfAny() {
        case nil: nil
        case 0: false
        case 1: true
        default: throw damaged
        }
    }

    mutating func bytesIfAny() throws(JournalError) -> [UInt8]? {
        try bytes(of: SQLITE_BLOB).map { Array($0) }
    }

    /// The bytes of a text or a blob: SQLite's own, which stand until the statement goes on.
    private mutating func bytes(of type: Int32) throws(JournalError) -> UnsafeRawBufferPointer? {
        let column = take()
        let found = sqlite3_column_type(statement, column)
        if found == SQLITE_NULL { return nil }
        guard found == type else { throw damaged }
        let start =
            type == SQLITE_TEXT
            ? UnsafeRawPointer(sqlite3_column_text(statement, column))
            : sqlite3_column_blob(statement, column)
        // The length is asked for after the bytes, as SQLite wants it.
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }

    private mutating func take() -> Int32 {
        defer { next += 1 }
        return next
    }

    var damaged: JournalError {
        let name = sqlite3_column_name(statement, max(0, next - 1)).map { String(cString: $0) }
        return JournalError(
            .corrupt,
            "\(table): the column \(name ?? "?") of a stored row has no meaning; "
                + "verify the journal, and restore a copy")
    }
}
