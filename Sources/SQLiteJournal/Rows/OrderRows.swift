import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `payscore_orders`.
enum OrderRows {
    private static let table = "payscore_orders"
    private static let columns = OrderRow.columns.joined(separator: ", ")

    private static let byNumber = StatementText(
        "SELECT \(columns) FROM payscore_orders WHERE number = ?")
    private static let afterNumber = StatementText(
        """
        SELECT \(columns) FROM payscore_orders WHERE number > ? ORDER BY number LIMIT ?
        """)
    private static let ofPhaseAfterNumber = StatementText(
        """
        SELECT \(columns) FROM payscore_orders WHERE phase_code = ? AND number > ?
        ORDER BY number LIMIT ?
        """)
    private static let byUpdate = StatementText(
        """
        SELECT \(columns) FROM payscore_orders INDEXED BY payscore_orders_by_update
        WHERE (updated_at, number) < (?, ?) ORDER BY updated_at DESC, number DESC LIMIT ?
        """)
    /// What is said more than once has a number; NULL wants everything.
    private static let byUpdateWithRecord = StatementText(
        """
        SELECT \(columns) FROM payscore_orders INDEXED BY payscore_orders_by_update
        WHERE (updated_at, number) < (?1, ?2) AND updated_at >= ?3 AND created_at < ?4
            AND (?5 IS NULL OR phase_code = ?5)
            AND EXISTS (
                SELECT 1 FROM payscore_records
                WHERE subject = 'order:' || number AND at >= ?3 AND at < ?4
                    AND (?6 IS NULL OR actor = ?6 COLLATE NOCASE) AND (?7 IS NULL OR event = ?7)
                    AND (?8 IS NULL OR instr(
                        char(10) || detail || char(10), char(10) || 'call=' || ?8 || char(10)) > 0))
        ORDER BY updated_at DESC, number DESC LIMIT ?9
        """)
    /// Amounts are far below the largest number, and `total` never fails by a sum that is not.
    private static let byPhase = StatementText(
        """
        SELECT phase_code, count(*), CAST(total(due) AS INTEGER)
        FROM payscore_orders INDEXED BY payscore_orders_by_due GROUP BY phase_code
        """)
    private static let openOfCustomer = StatementText(
        """
        SELECT number FROM payscore_orders WHERE customer = ?
            AND phase_code NOT IN (\(finalPhases))
            AND (open_attempt IS NOT NULL OR phase <> ?)
        ORDER BY number LIMIT ?
        """)
    private static let finalPhases = OrderPhase.Kind.allCases.filter(\.isFinal)
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")
    private static let placing = StatementText(
        """
        INSERT INTO payscore_orders (\(columns))
        VALUES (\(OrderRow.columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (number) DO UPDATE SET
            revision = excluded.revision, head = excluded.head, phase = excluded.phase,
            is_verified = excluded.is_verified,
            phase_revision = excluded.phase_revision,
            merchant_id = excluded.merchant_id, app_id = excluded.app_id,
            service_id = excluded.service_id, order_id = excluded.order_id,
            customer = excluded.customer,
            is_protected = excluded.is_protected, open_attempt = excluded.open_attempt,
            failed_cancel = excluded.failed_cancel, observed_at = excluded.observed_at,
            contradictions = excluded.contradictions, updated_at = excluded.updated_at
        """)

    static func order(_ number: OutOrderNumber, _ statements: Statements) throws -> OrderProjection?
    {
        try statements.first(
            byNumber, of: table, with: { $0.add(number.text) }, reading: OrderRow.read)
    }

    static func orders(
        phase: String?, after cursor: OutOrderNumber?, limit: Int, _ statements: Statements
    ) throws -> [OrderProjection] {
        let number = cursor?.text ?? ""
        return try statements.all(
            phase == nil ? afterNumber : ofPhaseAfterNumber, of: table,
            with: { row in
                if let phase { row.add(phase) }
                row.add(number)
                row.add(max(0, limit))
            }, reading: OrderRow.read)
    }

    static func orders(
        changedBefore cursor: OrderCursor?, limit: Int, _ statements: Statements
    ) throws -> [OrderProjection] {
        try statements.all(
            byUpdate, of: table,
            with: { row in
                row.add(cursor?.updatedAt.milliseconds ?? .max)
                row.add(cursor?.order.text ?? "")
                row.add(max(0, limit))
            }, reading: OrderRow.read)
    }

    static func orders(
        phase: String?, having filter: RecordFilter, changedBefore cursor: OrderCursor?,
        limit: Int, _ statements: Statements
    ) throws -> [OrderProjection] {
        try statements.all(
            byUpdateWithRecord, of: table,
            with: { row in
                row.add(cursor?.updatedAt.milliseconds ?? .max)
                row.add(cursor?.order.text ?? "")
                row.add(filter.from?.milliseconds ?? 0)
                row.add(filter.before?.milliseconds ?? .max)
                row.add(phase)
                row.add(filter.actor?.text)
                row.add(filter.event)
                row.add(filter.call?.rawValue)
                row.add(max(0, limit))
            }, reading: OrderRow.read)
    }

    static func totals(_ statements: Statements) throws -> [OrderTotal] {
        try statements.all(
            byPhase, of: table, with: { _ in },
            reading: { columns in
                OrderTotal(
                    phase: try columns.text(), orders: Int(clamping: try columns.number()),
                    due: try columns.number())
            })
    }

    /// The numbers of a customer's orders that are in no final phase; an order that was only
    /// attempted, and of which nothing was seen, is none.
    static func open(
        of customer: CustomerID, limit: Int, _ statements: Statements
    ) throws -> [OutOrderNumber] {
        try statements.all(
            openOfCustomer, of: table,
            with: { row in
                row.add(customer.text)
                row.add(StateText.text(.unseen))
                row.add(max(0, limit))
            },
            reading: OrderRow.number)
    }

    /// - Parameter state: Where the order stands, as its last record writes it.
    static func place(
        _ order: OrderProjection, at state: String, _ statements: Statements
    ) throws {
        try statements.change(placing) { OrderRow.write(order, at: state, to: &$0) }
    }
}
