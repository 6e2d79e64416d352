import Foundation
import GRDB
import OrderEngine
import OrderLifecycle

extension Database {
    /// Runs a query whose statement is kept prepared, and returns what its rows say.
    func all<Value>(
        _ sql: String, _ arguments: StatementArguments, of table: String,
        _ read: (inout Columns) throws -> Value
    ) throws -> [Value] {
        let rows = try Row.fetchCursor(try cachedStatement(sql: sql), arguments: arguments)
        var values: [Value] = []
        while let row = try rows.next() {
            var columns = Columns(row, of: table)
            values.append(try read(&columns))
        }
        return values
    }

    /// Runs a query whose statement is kept prepared, and returns what its first row says.
    func first<Value>(
        _ sql: String, _ arguments: StatementArguments, of table: String,
        _ read: (inout Columns) throws -> Value
    ) throws -> Value? {
        try all(sql, arguments, of: table, read).first
    }

    /// Runs a change whose statement is kept prepared.
    func change(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

/// The values of a row, read from left to right.
///
/// A value that cannot be what it should be is a journal that was damaged: an error, never a trap.
struct Columns {
    private let row: Row
    private let table: String
    private var next = 0

    init(_ row: Row, of table: String) {
        self.row = row
        self.table = table
    }

    mutating func text() throws(JournalError) -> String {
        guard let text = try textIfAny() else { throw damaged }
        return text
    }

    mutating func textIfAny() throws(JournalError) -> String? {
        switch take().storage {
        case .null: nil
        case .string(let text): text
        case .int64, .double, .blob: throw damaged
        }
    }

    mutating func number() throws(JournalError) -> Int64 {
        guard let number = try numberIfAny() else { throw damaged }
        return number
    }

    mutating func numberIfAny() throws(JournalError) -> Int64? {
        switch take().storage {
        case .null: nil
        case .int64(let number): number
        case .string, .double, .blob: throw damaged
        }
    }

    mutating func bytesIfAny() throws(JournalError) -> [UInt8]? {
        switch take().storage {
        case .null: nil
        case .blob(let bytes): Array(bytes)
        case .int64, .string, .double: throw damaged
        }
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

    private mutating func take() -> DatabaseValue {
        defer { next += 1 }
        return row[next]
    }

    private var damaged: JournalError {
        let names = Array(row.columnNames)
        return JournalError(
            .corrupt,
            "\(table): the column \(names[max(0, next - 1)]) of a stored row has no meaning; "
                + "verify the journal, and restore a copy")
    }
}

extension Digest32 {
    /// The bytes as SQLite takes them.
    var blob: Data { Data(bytes) }
}
