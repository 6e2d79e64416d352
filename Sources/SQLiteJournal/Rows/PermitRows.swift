import GRDB
import OrderEngine

/// The table `payscore_permits`; a permit's terms are read from the record that issued it.
enum PermitRows {
    private static let byDigest = """
        SELECT \(RecordRows.columns), spent_by
        FROM payscore_permits JOIN payscore_records ON sequence = issued WHERE digest = ?
        """
    private static let insertion =
        "INSERT INTO payscore_permits (digest, issued, spent_by) VALUES (?, ?, NULL)"
    private static let spending = "UPDATE payscore_permits SET spent_by = ? WHERE digest = ?"

    static func permit(_ digest: Digest32, _ db: Database) throws -> PermitProjection? {
        try db.first(byDigest, [digest.blob], of: "payscore_permits") { columns in
            let record = try RecordRows.record(&columns)
            let spentBy = try columns.textIfAny()
            guard case .permitIssued(let entry)? = try? record.content(), entry.digest == digest
            else { return try columns.meaning(nil) }
            return PermitProjection(
                digest: digest, terms: entry.terms, spentBy: spentBy.map { AttemptID($0) })
        }
    }

    static func insert(_ permit: PermitProjection, at sequence: Int64, _ db: Database) throws {
        try db.change(insertion, [permit.digest.blob, sequence])
    }

    static func spend(_ permit: PermitProjection, _ db: Database) throws {
        try db.change(spending, [permit.spentBy?.text, permit.digest.blob])
    }
}
