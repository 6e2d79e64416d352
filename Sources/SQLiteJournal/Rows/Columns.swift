import GRDB
import GRDBSQLite
import OrderJournal
import OrderLifecycle

/// The values of a row, read from left to right.
///
/// A value that cannot be what it should be is a journal that was damaged: an error, never a trap.
struct Columns {
    private let statement: SQLiteStatement
    private let table: String
    private var next: Int32 = 0

    init(_ statement: SQLiteStatement, of table: String) {
        self.statement = statement
        self.table = table
    }

    mutating func text() throws(JournalError) -> String {
        guard let text = try textIfAny() else { throw damaged }
        return text
    }

    mutating func textIfAny() throws(JournalError) -> String? {
        try bytes(of: SQLITE_TEXT).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a record's member as they are stored, UTF-8 or not.
    ///
    /// Nothing that is present is empty: to a record's hash, an empty member is an absent one.
    mutating func memberBytesIfAny() throws(JournalError) -> [UInt8]? {
        guard let bytes = try bytes(of: SQLITE_TEXT) else { return nil }
        return try meaning(bytes.isEmpty ? nil : Array(bytes))
    }

    /// A record's member.
    mutating func memberIfAny() throws(JournalError) -> String? {
        try memberBytesIfAny().map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func number() throws(JournalError) -> Int64 {
        guard let number = try numberIfAny() else { throw damaged }
        return number
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
    mutating func flag() throws(JournalError) -> Bool {
        try meaning(try flagIfAny())
    }

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

    mutating func digest() throws(JournalError) -> Digest32 {
        guard let digest = try bytesIfAny().flatMap({ Digest32(bytes: $0) }) else { throw damaged }
        return digest
    }

    mutating func time() throws(JournalError) -> Timestamp {
        guard let time = try timeIfAny() else { throw damaged }
        return time
    }

    mutating func timeIfAny() throws(JournalError) -> Timestamp? {
        guard let number = try numberIfAny() else { return nil }
        return try meaning(try? Timestamp(milliseconds: number))
    }

    mutating func word<Word: RawRepresentable<String>>() throws(JournalError) -> Word {
        try meaning(Word(rawValue: try text()))
    }

    mutating func wordIfAny<Word: RawRepresentable<String>>() throws(JournalError) -> Word? {
        guard let text = try textIfAny() else { return nil }
        return try meaning(Word(rawValue: text))
    }

    /// Passes on what the last value means, or reports that it means nothing.
    func meaning<Value>(_ value: Value?) throws(JournalError) -> Value {
        guard let value else { throw damaged }
        return value
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

    private var damaged: JournalError {
        let name = sqlite3_column_name(statement, max(0, next - 1)).map { String(cString: $0) }
        return JournalError(
            .corrupt,
            "\(table): the column \(name ?? "?") of a stored row has no meaning; "
                + "verify the journal, and restore a copy")
    }
}
