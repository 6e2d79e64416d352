import GRDB
import GRDBSQLite
import OrderJournal
import OrderLifecycle

/// The values of a statement, given from left to right; a copy of each is kept until it was run.
struct Arguments {
    private let statement: SQLiteStatement
    private let copies: ArgumentCopies
    private var count: Int32 = 0
    /// The first result code that is not success.
    private(set) var code = SQLITE_OK

    init(of statement: SQLiteStatement, copies: ArgumentCopies) {
        self.statement = statement
        self.copies = copies
    }

    mutating func add(_ number: Int64?) {
        guard let number else { return addNull() }
        count += 1
        note(sqlite3_bind_int64(statement, count, number))
    }

    mutating func add(_ number: Int) {
        add(Int64(number))
    }

    mutating func add(_ text: String?) {
        guard let text else { return addNull() }
        count += 1
        text.withBytes { bytes in
            let (copy, care) = copies.keep(UnsafeRawBufferPointer(bytes))
            note(
                sqlite3_bind_text64(
                    statement, count, copy.assumingMemoryBound(to: CChar.self),
                    sqlite3_uint64(bytes.count), care, UInt8(SQLITE_UTF8)))
        }
    }

    mutating func add(_ bytes: [UInt8]?) {
        guard let bytes else { return addNull() }
        bytes.withUnsafeBytes { add($0) }
    }

    mutating func add(_ digest: Digest32) {
        digest.withUnsafeBytes { add($0) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        count += 1
        let (copy, care) = copies.keep(bytes)
        note(sqlite3_bind_blob64(statement, count, copy, sqlite3_uint64(bytes.count), care))
    }

    private mutating func addNull() {
        count += 1
        note(sqlite3_bind_null(statement, count))
    }

    private mutating func note(_ result: Int32) {
        if code == SQLITE_OK { code = result }
    }
}
