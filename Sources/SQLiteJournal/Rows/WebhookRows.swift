import JournalStorage
import OrderJournal
import OrderLifecycle

/// The tables `payscore_webhook` and `payscore_webhook_held`.
enum WebhookRows {
    private static let held = "payscore_webhook_held"
    private static let columns = DeliveryRow.columns.joined(separator: ", ")

    private static let progress = StatementText(
        "SELECT sequence, tries, retry_at, problem FROM payscore_webhook WHERE id = 1")
    private static let keeping = StatementText(
        """
        INSERT INTO payscore_webhook (id, sequence, tries, retry_at, problem)
        VALUES (1, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, tries = excluded.tries,
            retry_at = excluded.retry_at, problem = excluded.problem
        """)
    private static let holding = StatementText(
        """
        INSERT INTO payscore_webhook_held (\(columns)) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (subject) DO UPDATE SET revision = excluded.revision,
            tries = excluded.tries, since = excluded.since, retry_at = excluded.retry_at,
            problem = excluded.problem
        """)
    private static let releasing = StatementText(
        "DELETE FROM payscore_webhook_held WHERE subject = ?")
    private static let ofSubject = StatementText(
        "SELECT \(columns) FROM payscore_webhook_held WHERE subject = ?")
    private static let due = StatementText(
        """
        SELECT \(columns) FROM payscore_webhook_held WHERE retry_at <= ?
        ORDER BY retry_at LIMIT ?
        """)
    private static let list = StatementText(
        "SELECT \(columns) FROM payscore_webhook_held WHERE subject > ? ORDER BY subject LIMIT ?")
    private static let count = StatementText(
        "SELECT COUNT(retry_at), COUNT(*) - COUNT(retry_at) FROM payscore_webhook_held")

    static func progress(_ statements: Statements) throws -> WebhookProgress? {
        try statements.first(
            progress, of: "payscore_webhook", reading: DeliveryRow.readProgress)
    }

    static func keep(_ progress: WebhookProgress, _ statements: Statements) throws {
        try statements.change(keeping) { DeliveryRow.write(progress, to: &$0) }
    }

    static func hold(_ delivery: HeldDelivery, _ statements: Statements) throws {
        try statements.change(holding) { DeliveryRow.write(delivery, to: &$0) }
    }

    static func release(_ subject: Subject, _ statements: Statements) throws {
        try statements.change(releasing) { $0.add(subject.text) }
    }

    static func held(of subject: Subject, _ statements: Statements) throws -> HeldDelivery? {
        try statements.first(
            ofSubject, of: held, with: { $0.add(subject.text) }, reading: DeliveryRow.read)
    }

    static func held(
        dueBy moment: Timestamp, limit: Int, _ statements: Statements
    ) throws -> [HeldDelivery] {
        try statements.all(
            due, of: held,
            with: { row in
                row.add(moment.milliseconds)
                row.add(limit)
            }, reading: DeliveryRow.read)
    }

    static func held(
        after subject: Subject?, limit: Int, _ statements: Statements
    ) throws -> [HeldDelivery] {
        try statements.all(
            list, of: held,
            with: { row in
                row.add(subject?.text ?? "")
                row.add(limit)
            }, reading: DeliveryRow.read)
    }

    static func heldCount(_ statements: Statements) throws -> (waiting: Int, dead: Int) {
        try statements.first(count, of: held) { columns in
            (Int(clamping: try columns.number()), Int(clamping: try columns.number()))
        } ?? (0, 0)
    }
}
