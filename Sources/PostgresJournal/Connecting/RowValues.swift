import JournalStorage

/// The values of several rows, gathered by column.
struct RowValues: RowWriter {
    struct Column {
        let type: PostgresType
        var values: [[UInt8]?] = []
    }

    private(set) var columns: [Column]
    private var next = 0

    /// - Parameter types: The columns' types, in the order in which each row's values are given.
    init(_ types: [PostgresType]) {
        columns = types.map { Column(type: $0) }
    }

    var isEmpty: Bool { columns.allSatisfy(\.values.isEmpty) }

    /// Adds a row, which gives as many values as there are columns.
    mutating func addRow(_ values: (inout RowValues) -> Void) {
        next = 0
        values(&self)
    }

    mutating func add(_ number: Int64?) { put(number.map(BinaryForm.bytes)) }
    mutating func add(_ flag: Bool) { put([flag ? 1 : 0]) }
    mutating func add(_ text: String?) { put(text.map { Array($0.utf8) }) }
    mutating func add(_ bytes: [UInt8]?) { put(bytes) }

    private mutating func put(_ bytes: [UInt8]?) {
        columns[next].values.append(bytes)
        next += 1
    }
}
