package import OrderJournal

/// A customer as a row.
package enum CustomerRow {
    /// All columns.
    package static let columns = ["id", "digest", "wrapped_key"]

    /// Gives the values of ``columns``.
    package static func write(_ customer: CustomerEntry, to row: inout some RowWriter) {
        row.add(customer.id.text)
        row.add(customer.digest?.bytes)
        row.add(customer.wrappedKey)
    }

    /// Reads the values of ``columns``.
    package static func read(_ row: inout some RowReader) throws(JournalError) -> CustomerEntry {
        let text = try row.text()
        let id = try row.meaning(CustomerID(text: text))
        let digest = try row.bytesIfAny()
        return CustomerEntry(
            id: id,
            digest: try digest.map { bytes throws(JournalError) in
                try row.meaning(Digest32(bytes: bytes))
            },
            wrappedKey: try row.bytesIfAny())
    }
}
