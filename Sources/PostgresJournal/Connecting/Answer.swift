import CLibPQ
import JournalStorage
import OrderJournal

/// The rows that a call returned.
final class Answer {
    private let result: OpaquePointer
    private let table: String

    /// Takes a result of libpq's, which is freed with this.
    init(_ result: OpaquePointer, of table: String) {
        self.result = result
        self.table = table
    }

    deinit { PQclear(result) }

    var count: Int { Int(PQntuples(result)) }

    /// Reads every row.
    func all<Value>(_ read: (inout AnswerRow) throws -> Value) throws -> [Value] {
        try (0..<Int32(count)).map { index in
            var row = AnswerRow(result, index, of: table)
            return try read(&row)
        }
    }

    /// Reads the first row.
    func first<Value>(_ read: (inout AnswerRow) throws -> Value) throws -> Value? {
        guard count > 0 else { return nil }
        var row = AnswerRow(result, 0, of: table)
        return try read(&row)
    }
}
