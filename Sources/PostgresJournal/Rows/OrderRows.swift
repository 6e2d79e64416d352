import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `orders`.
enum OrderRows {
    static let table = PostgresTable.orders
    private static let columns = OrderRow.columns.map { "o.\($0)" }.joined(separator: ", ")
    private static let returned = table.returned(OrderRow.columns)
    private static let ofPartition = "FROM payscore.orders o WHERE o.partition = p_partition"

    static let byNumber = StoredFunction(
        reading: "order_named", of: "orders", .init("number", .text), returning: returned,
        "SELECT \(columns) \(ofPartition) AND o.number = p_number")
    static let byNumbers = StoredFunction(
        reading: "orders_named", of: "orders", .init("numbers", arrayOf: .text),
        returning: returned,
        "SELECT \(columns) \(ofPartition) AND o.number = ANY (p_numbers)")
    static let afterNumber = StoredFunction(
        reading: "orders_after", of: "orders", .init("number", .text), .init("limit", .bigint),
        returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND o.number > p_number ORDER BY o.number LIMIT p_limit
        """)
    static let ofPhaseAfterNumber = StoredFunction(
        reading: "orders_of_phase", of: "orders", .init("phase", .text), .init("number", .text),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND o.phase_code = p_phase AND o.number > p_number
        ORDER BY o.number LIMIT p_limit
        """)
    static let byUpdate = StoredFunction(
        reading: "orders_by_update", of: "orders", .init("updated_at", .bigint),
        .init("number", .text), .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND (o.updated_at, o.number) < (p_updated_at, p_number)
        ORDER BY o.updated_at DESC, o.number DESC LIMIT p_limit
        """)
    /// NULL wants everything.
    static let byUpdateWithRecord = StoredFunction(
        reading: "orders_having", of: "orders", .init("updated_at", .bigint),
        .init("number", .text), .init("from", .bigint), .init("before", .bigint),
        .init("phase", .text), .init("actor", .text), .init("event", .text),
        .init("call", .text), .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition)
            AND (o.updated_at, o.number) < (p_updated_at, p_number)
            AND o.updated_at >= p_from AND o.created_at < p_before
            AND (p_phase IS NULL OR o.phase_code = p_phase)
            AND EXISTS (
                SELECT 1 FROM payscore.records r
                WHERE r.partition = p_partition AND r.subject = 'order:' || o.number
                    AND r.at >= p_from AND r.at < p_before
                    AND (p_actor IS NULL OR lower(r.actor) = lower(p_actor COLLATE "C"))
                    AND (p_event IS NULL OR r.event = p_event)
                    AND (p_call IS NULL OR strpos(
                        E'\\n' || r.detail || E'\\n', E'\\ncall=' || p_call || E'\\n') > 0))
        ORDER BY o.updated_at DESC, o.number DESC LIMIT p_limit
        """)
    static let totals = StoredFunction(
        reading: "order_totals", of: "orders",
        returning: "phase_code text, orders bigint, due bigint",
        """
        SELECT o.phase_code, count(*), coalesce(sum(o.due), 0)::bigint \(ofPartition)
        GROUP BY o.phase_code ORDER BY o.phase_code
        """)
    /// An order that was only attempted, and of which nothing was seen, is none.
    static let openOfCustomer = StoredFunction(
        reading: "open_orders_of", of: "orders", .init("customer", .text),
        .init("unseen", .text), .init("limit", .bigint), returning: "number text",
        """
        SELECT o.number \(ofPartition) AND o.customer = p_customer
            AND o.phase_code NOT IN (\(finalPhases))
            AND (o.open_attempt IS NOT NULL OR o.phase <> p_unseen)
        ORDER BY o.number LIMIT p_limit
        """)
    private static let finalPhases = OrderPhase.Kind.allCases.filter(\.isFinal)
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")
    static let placing = StoredFunction.placing(
        "place_orders", in: table, OrderRow.columns, fixed: ["created_at"])

    static let functions = [
        byNumber, byNumbers, afterNumber, ofPhaseAfterNumber, byUpdate, byUpdateWithRecord, totals,
        openOfCustomer, placing,
    ]

    static func total(_ row: inout AnswerRow) throws -> OrderTotal {
        OrderTotal(
            phase: try row.text(), orders: Int(clamping: try row.number()),
            due: try row.number())
    }
}
