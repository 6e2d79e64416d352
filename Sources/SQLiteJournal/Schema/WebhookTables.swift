/// The tables of what was delivered to a webhook.
extension JournalTable {
    /// How far it came: one row, once anything was delivered.
    static let webhook = JournalTable(
        "payscore_webhook", .operational,
        columns: """
                id INTEGER PRIMARY KEY CHECK (id = 1),
                sequence INTEGER NOT NULL,
                tries INTEGER NOT NULL,
                retry_at INTEGER,
                problem TEXT
            """)

    /// What could not be delivered: a row a subject.
    static let webhookHeld = JournalTable(
        "payscore_webhook_held", .operational,
        columns: """
                subject TEXT NOT NULL UNIQUE,
                revision INTEGER NOT NULL,
                tries INTEGER NOT NULL,
                since INTEGER NOT NULL,
                retry_at INTEGER,
                problem TEXT NOT NULL
            """,
        and: [
            """
            CREATE INDEX payscore_webhook_held_by_retry ON payscore_webhook_held (retry_at)
            """
        ])
}
