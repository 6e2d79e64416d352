import OrderJournal
import OrderLifecycle

/// The table `payscore_authorizations`.
enum AuthorizationRows {
    private static let table = "payscore_authorizations"
    private static let columns = """
        code, revision, head, phase, since, customer, open_attempt, observed_at, created_at,
        updated_at
        """

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
        INSERT INTO payscore_authorizations (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
            byCode, of: table, with: { $0.add(code.text) }, reading: authorization)
    }

    static func authorizations(
        after cursor: AuthorizationCode?, limit: Int, _ statements: Statements
    ) throws -> [AuthorizationProjection] {
        try statements.all(
            afterCode, of: table,
            with: { row in
                row.add(cursor?.text ?? "")
                row.add(max(0, limit))
            }, reading: authorization)
    }

    static func authorizations(
        of customer: CustomerID, limit: Int, _ statements: Statements
    ) throws -> [AuthorizationProjection] {
        try statements.all(
            ofCustomer, of: table,
            with: { row in
                row.add(customer.text)
                row.add(max(0, limit))
            }, reading: authorization)
    }

    static func place(
        _ authorization: AuthorizationProjection, _ statements: Statements
    ) throws {
        try statements.change(placing) { row in
            row.add(authorization.code.text)
            row.add(authorization.revision)
            row.add(authorization.head)
            row.add(authorization.state.rawValue)
            row.add(authorization.since?.milliseconds)
            row.add(authorization.customer?.text)
            row.add(authorization.openAttempt?.text)
            row.add(authorization.observedAt?.milliseconds)
            row.add(authorization.createdAt.milliseconds)
            row.add(authorization.updatedAt.milliseconds)
        }
    }

    private static func authorization(
        _ columns: inout Columns
    ) throws -> AuthorizationProjection {
        let text = try columns.text()
        let code = try columns.meaning(try? AuthorizationCode(text))
        let revision = try columns.number()
        let head = try columns.digest()
        let state: AuthorizationState = try columns.word()
        return AuthorizationProjection(
            code: code, revision: revision, head: head,
            knowledge: AuthorizationKnowledge(state, since: try columns.timeIfAny()),
            customer: try columns.customerIfAny(),
            openAttempt: try columns.textIfAny().map { AttemptID($0) },
            observedAt: try columns.timeIfAny(), createdAt: try columns.time(),
            updatedAt: try columns.time())
    }
}

extension Columns {
    /// What records call a customer.
    mutating func customerIfAny() throws -> CustomerID? {
        guard let text = try textIfAny() else { return nil }
        return try meaning(CustomerID(text: text))
    }
}
