import JournalStorage
import OrderJournal

/// The tables `webhook` and `webhook_held`.
enum WebhookRows {
    private static let held = PostgresTable.webhookHeld
    private static let columns = DeliveryRow.columns.map { "h.\($0)" }.joined(separator: ", ")
    private static let returned = held.returned(DeliveryRow.columns)
    private static let ofPartition = "FROM payscore.webhook_held h WHERE h.partition = p_partition"
    private static let single = PostgresTable.webhook.columns
        .map { StoredFunction.Argument($0.name, $0.type) }

    static let progress = StoredFunction(
        reading: "webhook_progress", of: "webhook",
        returning: PostgresTable.webhook.returned(DeliveryRow.progressColumns),
        """
        SELECT w.sequence, w.tries, w.retry_at, w.problem FROM payscore.webhook w
        WHERE w.partition = p_partition
        """)
    static let keeping = StoredFunction(
        writing: "keep_webhook_progress", of: "webhook", single,
        """
        BEGIN
            INSERT INTO payscore.webhook (partition, sequence, tries, retry_at, problem)
            VALUES (p_partition, p_sequence, p_tries, p_retry_at, p_problem)
            ON CONFLICT (partition) DO UPDATE SET sequence = excluded.sequence,
                tries = excluded.tries, retry_at = excluded.retry_at, problem = excluded.problem;
            RETURN 1;
        END
        """)
    static let holding = StoredFunction.placing(
        "hold_deliveries", in: held, DeliveryRow.columns, fixed: [])
    static let releasing = StoredFunction(
        writing: "release_delivery", of: held.name, [.init("subject", .text)],
        """
        BEGIN
            DELETE FROM payscore.webhook_held
            WHERE partition = p_partition AND subject = p_subject;
            RETURN 1;
        END
        """)
    static let ofSubject = StoredFunction(
        reading: "held_delivery_of", of: held.name, .init("subject", .text),
        returning: returned, "SELECT \(columns) \(ofPartition) AND h.subject = p_subject")
    static let due = StoredFunction(
        reading: "held_deliveries_due", of: held.name, .init("moment", .bigint),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND h.retry_at <= p_moment
        ORDER BY h.retry_at LIMIT p_limit
        """)
    static let list = StoredFunction(
        reading: "held_deliveries_after", of: held.name, .init("subject", .text),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND h.subject > p_subject
        ORDER BY h.subject LIMIT p_limit
        """)
    static let count = StoredFunction(
        reading: "held_delivery_count", of: held.name, returning: "waiting bigint, dead bigint",
        "SELECT count(h.retry_at), count(*) - count(h.retry_at) \(ofPartition)")

    static let functions = [
        progress, keeping, holding, releasing, ofSubject, due, list, count,
    ]
}
