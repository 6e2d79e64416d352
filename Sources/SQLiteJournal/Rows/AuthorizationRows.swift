import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `payscore_authorizations`.
enum AuthorizationRows {
    private static let table = "payscore_authorizations"
    private static let columns = AuthorizationRow.columns.joined(separator: ", ")

    private static let byCode = StatementText(
        "SELECT \(columns) FROM payscore_authorizations WHERE code = ?")
    private static let afterCode = StatementText(
        """
        SELECT \(columns) FROM payscore_authorizations WHERE code > ? ORDER BY code LIMIT ?
        """)
    private static let ofCustomer = StatementText(
        """
        SELECT \(columns) FROM payscore_authorizations WHERE customer = ? ORDER BY code LIMIT ?
        """)
    private static let placing = StatementText(
        """
        INSERT INTO payscore_authorizations (\(columns))
        VALUES (\(AuthorizationRow.columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (code) DO UPDATE SET
            revision = excluded.revision, head = excluded.head, phase = excluded.phase,
            since = excluded.since, customer = excluded.customer,
            open_attempt = excluded.open_attempt, observed_at = excluded.observed_at,
            updated_at = excluded.updated_at
        """)

    static func authorization(
        _ code: AuthorizationCode, _ statements: Statements
    ) throws -> AuthorizationProjection? {
        try statements.first(
            byCode, of: table, with: { $0.add(code.text) }, reading: AuthorizationRow.read)
    }

    static func authorizations(
        after cursor: AuthorizationCode?, limit: Int, _ statements: Statements
    ) throws -> [AuthorizationProjection] {
        try statements.all(
            afterCode, of: table,
            with: { row in
                row.add(cursor?.text ?? "")
                row.add(max(0, limit))
            }, reading: AuthorizationRow.read)
    }

    static func authorizations(
        of customer: CustomerID, limit: Int, _ statements: Statements
    ) throws -> [AuthorizationProjection] {
        try statements.all(
            ofCustomer, of: table,
            with: { row in
                row.add(customer.text)
                row.add(max(0, limit))
            }, reading: AuthorizationRow.read)
    }

    static func place(
        _ authorization: AuthorizationProjection, _ statements: Statements
    ) throws {
        try statements.change(placing) { AuthorizationRow.write(authorization, to: &$0) }
    }
}
