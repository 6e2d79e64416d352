import Foundation
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
        try textBytesIfAny().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Adds a text, or that there is none, to the canonical bytes of a record; returns its length.
    @discardableResult
    mutating func copyText(to canonical: inout CanonicalBytes) throws(JournalError) -> Int {
        let bytes = try textBytesIfAny()
        canonical.add(UnsafeRawBufferPointer(start: bytes?.baseAddress, count: bytes?.count ?? 0))
        return bytes?.count ?? 0
    }

    /// Passes over the next value if it is this text.
    mutating func passes(_ text: String) -> Bool {
        let value = sqlite3_column_value(statement, next)
        guard sqlite3_value_type(value) == SQLITE_TEXT, let bytes = sqlite3_value_text(value)
        else { return false }
        let length = Int(sqlite3_value_bytes(value))
        let isSame = text.withBytes {
            $0.count == length && $0.baseAddress.map { memcmp($0, bytes, length) == 0 } ?? true
        }
        if isSame { next += 1 }
        return isSame
    }

    mutating func number() throws(JournalError) -> Int64 {
        guard let number = try numberIfAny() else { throw damaged }
        return number
    }

    mutating func numberIfAny() throws(JournalError) -> Int64? {
        let value = take()
        switch sqlite3_value_type(value) {
        case SQLITE_NULL: return nil
        case SQLITE_INTEGER: return sqlite3_value_int64(value)
        default: throw damaged
        }
    }

    mutating func bytesIfAny() throws(JournalError) -> [UInt8]? {
        try blobIfAny().map { Array($0) }
    }

    mutating func digest() throws(JournalError) -> Digest32 {
        guard let digest = try blobIfAny().flatMap({ Digest32($0) }) else { throw damaged }
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

    /// The bytes of a text; SQLite's own, which stand until the statement goes on.
    private mutating func textBytesIfAny() throws(JournalError) -> UnsafeBufferPointer<UInt8>? {
        let value = take()
        switch sqlite3_value_type(value) {
        case SQLITE_NULL: return nil
        case SQLITE_TEXT:
            // Its length is asked for after its bytes, as SQLite wants it.
            let bytes = sqlite3_value_text(value)
            return UnsafeBufferPointer(start: bytes, count: Int(sqlite3_value_bytes(value)))
        default: throw damaged
        }
    }

    /// The bytes of a blob; SQLite's own, which stand until the statement goes on.
    private mutating func blobIfAny() throws(JournalError) -> UnsafeRawBufferPointer? {
        let value = take()
        switch sqlite3_value_type(value) {
        case SQLITE_NULL: return nil
        case SQLITE_BLOB:
            let bytes = sqlite3_value_blob(value)
            let length = Int(sqlite3_value_bytes(value))
            return UnsafeRawBufferPointer(start: bytes, count: length)
        default: throw damaged
        }
    }

    /// The next value, to be asked for its type and its bytes: dearer to take than a column is to
    /// ask, and much cheaper to ask twice.
    ///
    /// SQLite calls it unprotected, which is no difference for a connection that one thread has at
    /// a time.
    private mutating func take() -> OpaquePointer? {
        defer { next += 1 }
        return sqlite3_column_value(statement, next)
    }

    private var damaged: JournalError {
        let name = sqlite3_column_name(statement, max(0, next - 1)).map { String(cString: $0) }
        return JournalError(
            .corrupt,
            "\(table): the column \(name ?? "?") of a stored row has no meaning; "
                + "verify the journal, and restore a copy")
    }
}
