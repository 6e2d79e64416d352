import CLibPQ
import JournalStorage
import OrderJournal

/// The values of a row of PostgreSQL's.
struct AnswerRow: RowReader {
    private let result: OpaquePointer
    private let row: Int32
    private let table: String
    private var next: Int32 = 0

    init(_ result: OpaquePointer, _ row: Int32, of table: String) {
        self.result = result
        self.row = row
        self.table = table
    }

    mutating func textIfAny() throws(JournalError) -> String? {
        value().map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func textBytesIfAny() throws(JournalError) -> [UInt8]? {
        value().map { Array($0) }
    }

    mutating func bytesIfAny() throws(JournalError) -> [UInt8]? {
        value().map { Array($0) }
    }

    mutating func numberIfAny() throws(JournalError) -> Int64? {
        guard let bytes = value() else { return nil }
        return try meaning(BinaryForm.number(bytes))
    }

    mutating func flagIfAny() throws(JournalError) -> Bool? {
        guard let bytes = value() else { return nil }
        return try meaning(bytes.count == 1 ? bytes[0] != 0 : nil)
    }

    /// The bytes of the next value, which stand as long as the answer.
    private mutating func value() -> UnsafeRawBufferPointer? {
        let column = next
        next += 1
        guard PQgetisnull(result, row, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column),
            count: Int(PQgetlength(result, row, column)))
    }

    var damaged: JournalError {
        let name = PQfname(result, max(0, next - 1)).map { String(cString: $0) }
        return JournalError(
            .corrupt,
            "\(table): the column \(name ?? "?") of a stored row has no meaning; "
                + "verify the journal, and restore a copy")
    }
}
