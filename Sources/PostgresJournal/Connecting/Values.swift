import JournalStorage

/// The values of a call, given from left to right in PostgreSQL's binary form.
struct Values: RowWriter {
    /// One argument: its type, and its bytes unless it is NULL.
    struct Argument {
        let oid: UInt32
        let bytes: [UInt8]?
    }

    private(set) var arguments: [Argument] = []

    mutating func add(_ number: Int64?) {
        add(.bigint, number.map(BinaryForm.bytes))
    }

    mutating func add(_ flag: Bool) {
        add(.boolean, [flag ? 1 : 0])
    }

    mutating func add(_ text: String?) {
        add(.text, text.map { Array($0.utf8) })
    }

    mutating func add(_ bytes: [UInt8]?) {
        add(.bytea, bytes)
    }

    /// A partition's number.
    mutating func add(partition: Int32) {
        add(.int, BinaryForm.bytes(partition))
    }

    mutating func add(_ texts: [String]) {
        arguments.append(
            Argument(
                oid: PostgresType.text.arrayOID,
                bytes: BinaryForm.array(of: .text, texts.map { Array($0.utf8) })))
    }

    /// One array a column.
    mutating func add(_ rows: RowValues) {
        for column in rows.columns {
            arguments.append(
                Argument(
                    oid: column.type.arrayOID,
                    bytes: BinaryForm.array(of: column.type, column.values)))
        }
    }

    private mutating func add(_ type: PostgresType, _ bytes: [UInt8]?) {
        arguments.append(Argument(oid: type.oid, bytes: bytes))
    }
}
