import JournalStorage

/// The tables on whose rows alone no decision rests.
extension PostgresTable {
    /// Who a customer is stands nowhere.
    ///
    /// A keyed digest leads to the row, and a wrapped key opens what was sealed for them. Both are
    /// emptied when the customer is forgotten, and never filled again.
    static let customers = PostgresTable(
        "customers", isEvidence: false,
        columns: [
            Column("id", .text, "NOT NULL CHECK (length(id) = 24)"),
            Column("digest", .bytea, "CHECK (length(digest) = 32)"),
            Column("wrapped_key", .bytea, "CHECK (length(wrapped_key) = 60)"),
        ],
        constraints: [
            "PRIMARY KEY (id, partition)", "UNIQUE (digest, partition)",
            "CHECK ((digest IS NULL) = (wrapped_key IS NULL))",
        ],
        and: staying("customers") + [
            refusal(
                of: "UPDATE", on: "customers",
                when: "NEW.id <> OLD.id OR NEW.digest IS NOT NULL",
                named: "customers_forgotten_once")
        ])

    /// Neither key nor request can be read from it; the answer is what the caller was told.
    static let idempotencyKeys = PostgresTable(
        "idempotency_keys", isEvidence: false,
        columns: [
            Column("key", .bytea, "NOT NULL CHECK (length(key) = 32)"),
            Column("request", .bytea, "NOT NULL CHECK (length(request) = 32)"),
            Column("claimed_at", .bigint),
            Column("answer", .bytea, ""),
        ],
        constraints: ["PRIMARY KEY (key, partition)"],
        and: [
            """
            CREATE INDEX idempotency_keys_by_claim
            ON payscore.idempotency_keys (partition, claimed_at)
            """,
            refusal(
                of: "UPDATE", on: "idempotency_keys",
                when: """
                    OLD.answer IS NOT NULL OR NEW.key <> OLD.key OR NEW.request <> OLD.request
                    """,
                named: "idempotency_keys_answered_once"),
        ])

    /// How far the records were delivered.
    static let webhook = PostgresTable(
        "webhook", isEvidence: false,
        columns: [
            Column("sequence", .bigint, "NOT NULL CHECK (sequence >= 0)"),
            Column("tries", .bigint, "NOT NULL CHECK (tries >= 0)"),
            Column("retry_at", .bigint, ""),
            Column("problem", .text, ""),
        ],
        constraints: ["PRIMARY KEY (partition)"])

    /// What waits behind something that could not be delivered.
    static let webhookHeld = PostgresTable(
        "webhook_held", isEvidence: false,
        columns: [
            Column("subject", .text, "NOT NULL CHECK (length(subject) <= 46)"),
            Column("revision", .bigint, "NOT NULL CHECK (revision >= 1)"),
            Column("tries", .bigint, "NOT NULL CHECK (tries >= 0)"),
            Column("since", .bigint),
            Column("retry_at", .bigint, ""),
            Column("problem", .text),
        ],
        constraints: ["PRIMARY KEY (subject, partition)"],
        and: [
            """
            CREATE INDEX webhook_held_by_retry ON payscore.webhook_held (partition, retry_at)
            WHERE retry_at IS NOT NULL
            """
        ])
}
