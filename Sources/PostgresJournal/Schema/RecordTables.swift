import JournalStorage

/// The tables that are only ever added to, and those that say what the journal is.
extension PostgresTable {
    /// Which journal this is, in how many partitions; one row.
    static let identity = """
        CREATE TABLE payscore.identity (
            id int PRIMARY KEY CHECK (id = 1),
            version int NOT NULL,
            partitions int NOT NULL CHECK (partitions IN (1, 16, 64, 256)),
            key bytea NOT NULL CHECK (length(key) = 16)
        )
        """

    /// Where each partition ends, in the row that every commit locks.
    ///
    /// Room is left on its page, so that its updates stay there.
    static let partitions = """
        CREATE TABLE payscore.partitions (
            partition int PRIMARY KEY CHECK (partition >= 0),
            sequence bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
            at bigint NOT NULL DEFAULT 0,
            last_hash bytea CHECK (length(last_hash) = 32),
            epoch bigint NOT NULL DEFAULT 1 CHECK (epoch >= 1),
            journal_revision bigint NOT NULL DEFAULT 0,
            is_limit_tripped boolean NOT NULL DEFAULT false,
            limit_reset_at bigint NOT NULL DEFAULT 0,
            CHECK ((last_hash IS NULL) = (sequence = 0))
        ) WITH (fillfactor = 10)
        """

    /// The members of a record under their names in the canonical encoding.
    static let records = PostgresTable(
        "records",
        columns: [
            Column("sequence", .bigint),
            Column("subject", .text, "NOT NULL CHECK (length(subject) BETWEEN 1 AND 46)"),
            Column("revision", .bigint, "NOT NULL CHECK (revision >= 1)"),
            Column("at", .bigint, "NOT NULL CHECK (at >= 0)"),
            Column("provider_at", .bigint, "CHECK (provider_at >= 0)"),
            Column("event", .text, "NOT NULL CHECK (length(event) BETWEEN 1 AND 40)"),
            Column("phase_before", .text, "CHECK (length(phase_before) BETWEEN 1 AND 200)"),
            Column("phase_after", .text, "CHECK (length(phase_after) BETWEEN 1 AND 200)"),
            Column("cause", .text, "NOT NULL CHECK (length(cause) BETWEEN 1 AND 40)"),
            Column("cause_id", .text, "CHECK (length(cause_id) BETWEEN 1 AND 512)"),
            Column("actor", .text, "NOT NULL CHECK (length(actor) BETWEEN 1 AND 64)"),
            Column(
                "identified_by", .text,
                "NOT NULL CHECK (length(identified_by) BETWEEN 1 AND 41)"),
            Column("channel", .text, "NOT NULL CHECK (length(channel) BETWEEN 1 AND 32)"),
            Column("host", .text, "NOT NULL CHECK (length(host) BETWEEN 1 AND 255)"),
            Column(
                "system_user", .text, "NOT NULL CHECK (length(system_user) BETWEEN 1 AND 255)"),
            Column("reason", .text, "CHECK (length(reason) BETWEEN 1 AND 4096)"),
            Column("rules", .text, "CHECK (length(rules) BETWEEN 1 AND 16)"),
            Column("detail", .text, "CHECK (length(detail) BETWEEN 1 AND 65536)"),
            Column("evidence", .text, "CHECK (length(evidence) BETWEEN 1 AND 65536)"),
            Column("previous", .bytea, "NOT NULL CHECK (length(previous) = 32)"),
            Column("hash", .bytea, "NOT NULL CHECK (length(hash) = 32)"),
        ],
        constraints: [
            "PRIMARY KEY (partition, sequence)", "UNIQUE (partition, subject, revision)",
        ],
        and: onlyAdded("records") + [
            // So that each decision finds the policy in force without reading what came since.
            """
            CREATE INDEX records_policy_changes ON payscore.records (partition, sequence)
            WHERE event = 'policy_changed'
            """,
            // A notification is recorded once, whatever it is of.
            """
            CREATE UNIQUE INDEX records_notifications
            ON payscore.records (partition, split_part(detail, E'\\n', 1))
            WHERE event = 'notified'
            """,
        ])

    /// The notes, exactly as they are published.
    static let checkpoints = PostgresTable(
        "checkpoints",
        columns: [
            Column("position", .bigint, "NOT NULL CHECK (position >= 1)"),
            Column("note", .text, "NOT NULL CHECK (length(note) BETWEEN 1 AND 4096)"),
        ],
        constraints: ["PRIMARY KEY (partition, position)"],
        and: onlyAdded("checkpoints"))
}
