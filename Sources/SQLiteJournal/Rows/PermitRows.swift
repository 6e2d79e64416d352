import JournalStorage
import OrderJournal

/// The table `payscore_permits`; a permit's terms are read from the record that issued it.
enum PermitRows {
    private static let byDigest = StatementText(
        """
        SELECT \(RecordRows.columns), spent_by
        FROM payscore_permits JOIN payscore_records ON sequence = issued WHERE digest = ?
        """)
    private static let insertion = StatementText(
        "INSERT INTO payscore_permits (digest, issued, spent_by) VALUES (?, ?, NULL)")
    private static let spending = StatementText(
        "UPDATE payscore_permits SET spent_by = ? WHERE digest = ?")

    static func permit(_ digest: Digest32, _ statements: Statements) throws -> PermitProjection? {
        try statements.first(
            byDigest, of: "payscore_permits", with: { $0.add(digest) },
            reading: { try PermitRow.read(&$0, of: digest) })
    }

    static func insert(_ permit: PermitProjection, at sequence: Int64, _ statements: Statements)
        throws
    {
        try statements.change(insertion) { row in
            row.add(permit.digest)
            row.add(sequence)
        }
    }

    static func spend(_ permit: PermitProjection, _ statements: Statements) throws {
        try statements.change(spending) { row in
            row.add(permit.spentBy?.text)
            row.add(permit.digest)
        }
    }
}
