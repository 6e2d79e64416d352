import JournalStorage
import OrderJournal

/// The table `permits`; a permit's terms are read from the record that issued it.
enum PermitRows {
    static let table = PostgresTable.permits

    static let byDigest = StoredFunction(
        reading: "permit_of", of: "permits", .init("digest", .bytea),
        returning: "\(RecordRows.returned), spent_by text",
        """
        SELECT \(RecordRows.columns), p.spent_by
        FROM payscore.permits p JOIN payscore.records r
            ON r.partition = p.partition AND r.sequence = p.issued
        WHERE p.partition = p_partition AND p.digest = p_digest
        """)
    static let insertion = StoredFunction.adding(
        "add_permits", to: table, ["digest", "issued", "spent_by"])
    static let spending = StoredFunction.changing(
        "spend_permits", in: table, ["digest", "spent_by"], setting: "spent_by = n.spent_by")

    static let functions = [byDigest, insertion, spending]
}
