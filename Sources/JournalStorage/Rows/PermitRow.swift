package import OrderJournal

/// A permit's row; its terms are read from the record that issued it.
package enum PermitRow {
    /// Reads the record that issued it, and by which attempt it was spent.
    package static func read(
        _ row: inout some RowReader, of digest: Digest32
    ) throws(JournalError) -> PermitProjection {
        let record = try RecordRow.read(&row)
        let spentBy = try row.attemptIfAny()
        guard case .order(.permitIssued(let entry))? = try? record.content, entry.digest == digest
        else {
            throw JournalError(
                .corrupt,
                "record \(record.sequence) did not issue the permit that is stored as its own; "
                    + "verify the journal, and restore a copy")
        }
        return PermitProjection(
            digest: digest, terms: entry.terms, issuedAt: record.at, spentBy: spentBy)
    }
}
