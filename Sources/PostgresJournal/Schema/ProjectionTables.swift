import JournalStorage
import OrderLifecycle

/// The tables whose rows change with the records.
extension PostgresTable {
    static let orders = PostgresTable(
        "orders",
        columns: [
            Column("number", .text, "NOT NULL CHECK (length(number) BETWEEN 1 AND 32)"),
            Column("revision", .bigint, "NOT NULL CHECK (revision >= 1)"),
            Column("head", .bytea, "NOT NULL CHECK (length(head) = 32)"),
            Column("phase", .text),
            Column("is_verified", .boolean),
            Column(
                "phase_revision", .bigint,
                "NOT NULL CHECK (phase_revision BETWEEN 0 AND revision)"),
            Column("merchant_id", .text, ""),
            Column("app_id", .text, ""),
            Column("service_id", .text, ""),
            Column("order_id", .text, ""),
            Column("customer", .text, ""),
            Column("is_protected", .boolean),
            Column("open_attempt", .text, ""),
            Column("failed_cancel", .text, ""),
            Column("observed_at", .bigint, ""),
            Column("contradictions", .bigint, "NOT NULL CHECK (contradictions >= 0)"),
            Column("created_at", .bigint),
            Column("updated_at", .bigint),
        ],
        constraints: ["PRIMARY KEY (number, partition)"],
        computed: [
            // What orders are listed by is the first word of the state's text, and the amount due
            // is in it, so that they cannot differ from it.
            #"phase_code text COLLATE "C" GENERATED ALWAYS AS (split_part(phase, ' ', 1)) STORED"#,
            """
            due bigint GENERATED ALWAYS AS (
                CASE WHEN phase LIKE 'awaiting_payment %'
                THEN substring(phase FROM ' due=([0-9]{1,18})')::bigint END) STORED
            """,
        ],
        options: "WITH (fillfactor = 70)",
        and: staying("orders") + [
            "CREATE INDEX orders_by_phase ON payscore.orders (partition, phase_code, number)",
            """
            CREATE INDEX orders_by_due ON payscore.orders (partition, phase_code) INCLUDE (due)
            """,
            """
            CREATE INDEX orders_by_update
            ON payscore.orders (partition, updated_at DESC, number DESC)
            """,
            """
            CREATE INDEX orders_by_customer ON payscore.orders (partition, customer, number)
            WHERE customer IS NOT NULL
            """,
        ])

    /// What an intent says stands in its record; here stands what later records change, the bytes
    /// of the request, what the velocity limit counts, and by whom attempts are found.
    static let attempts = PostgresTable(
        "attempts",
        columns: [
            Column("sequence", .bigint),
            Column("id", .text, "NOT NULL CHECK (length(id) BETWEEN 1 AND 200)"),
            Column("subject", .text, "NOT NULL CHECK (length(subject) <= 46)"),
            Column("request", .bytea, "CHECK (length(request) <= 524288)"),
            Column("actor", .text),
            Column("intended_at", .bigint),
            Column("given_up", .bigint, "CHECK (given_up > 0)"),
            Column("given_up_kind", .text, ""),
            Column(
                "condition", .text, "NOT NULL CHECK (condition IN ('open', 'parked', 'settled'))"),
            Column("next_at", .bigint, ""),
            Column("dispatches", .bigint, "NOT NULL CHECK (dispatches >= 1)"),
            Column("last_sent_at", .bigint),
            Column("uncertainty", .text),
            Column("refusal", .text, ""),
            Column("refusal_code", .text, ""),
            Column("refusal_status", .bigint, ""),
            Column("refusal_message", .text, ""),
            Column("outcome", .text, ""),
            Column("outcome_refusal", .text, ""),
            Column("outcome_code", .text, ""),
            Column("outcome_status", .bigint, ""),
            Column("outcome_message", .text, ""),
        ],
        constraints: [
            "PRIMARY KEY (partition, sequence)", "UNIQUE (id, partition)",
            "FOREIGN KEY (partition, sequence) REFERENCES payscore.records (partition, sequence)",
            "CHECK ((given_up_kind IS NOT NULL) = (given_up IS NOT NULL))",
            "CHECK ((next_at IS NOT NULL) = (condition = 'open'))",
            "CHECK ((outcome IS NOT NULL) = (condition = 'settled'))",
        ],
        and: staying("attempts") + [
            refusal(
                of: "UPDATE", on: "attempts",
                when: """
                    OLD.condition = 'settled' OR NEW.partition <> OLD.partition
                    OR NEW.sequence <> OLD.sequence OR NEW.id <> OLD.id
                    OR NEW.subject <> OLD.subject OR NEW.request IS DISTINCT FROM OLD.request
                    OR NEW.given_up IS DISTINCT FROM OLD.given_up
                    OR NEW.given_up_kind IS DISTINCT FROM OLD.given_up_kind
                    OR NEW.intended_at <> OLD.intended_at OR NEW.actor <> OLD.actor
                    """,
                named: "attempts_end_once"),
            // At most one attempt without outcome a subject.
            """
            CREATE UNIQUE INDEX attempts_open ON payscore.attempts (partition, subject)
            WHERE condition <> 'settled'
            """,
            """
            CREATE INDEX attempts_open_in_order ON payscore.attempts (partition, sequence)
            WHERE condition <> 'settled'
            """,
            """
            CREATE INDEX attempts_given_up
            ON payscore.attempts (partition, given_up_kind, intended_at)
            INCLUDE (given_up, sequence)
            WHERE given_up IS NOT NULL
            """,
            """
            CREATE INDEX attempts_giving_up ON payscore.attempts (partition, sequence)
            WHERE given_up IS NOT NULL
            """,
            // Names that differ only in capitals are one actor's.
            """
            CREATE INDEX attempts_by_actor
            ON payscore.attempts (partition, lower(actor), sequence) WHERE given_up IS NOT NULL
            """,
        ])

    /// A permit's terms stand in the record that issued it.
    static let permits = PostgresTable(
        "permits",
        columns: [
            Column("digest", .bytea, "NOT NULL CHECK (length(digest) = 32)"),
            Column("issued", .bigint),
            Column("spent_by", .text, ""),
        ],
        constraints: [
            "PRIMARY KEY (digest, partition)", "UNIQUE (partition, spent_by)",
            "FOREIGN KEY (partition, issued) REFERENCES payscore.records (partition, sequence)",
        ],
        and: staying("permits") + [
            refusal(
                of: "UPDATE", on: "permits",
                when: """
                    OLD.spent_by IS NOT NULL OR NEW.digest <> OLD.digest
                    OR NEW.issued <> OLD.issued OR NEW.partition <> OLD.partition
                    """,
                named: "permits_spent_once")
        ])

    /// What was requested stands in the record of the request, and what has been said of it since
    /// in the records whose places these are: what is at stake, who acknowledged it, and its end.
    static let approvals = PostgresTable(
        "approvals",
        columns: [
            Column("sequence", .bigint),
            Column("id", .text, "NOT NULL CHECK (length(id) = 24)"),
            Column("subject", .text, "NOT NULL CHECK (length(subject) <= 46)"),
            Column("request", .bytea, "NOT NULL CHECK (length(request) <= 524288)"),
            Column("at_stake", .bigint),
            Column("acknowledged", .bigint, ""),
            Column("also_acknowledged", .bigint, ""),
            Column("ended", .bigint, ""),
        ],
        constraints: [
            "PRIMARY KEY (partition, sequence)", "UNIQUE (id, partition)",
            "CHECK (also_acknowledged IS NULL OR acknowledged IS NOT NULL)",
        ]
            + ["sequence", "at_stake", "acknowledged", "also_acknowledged", "ended"].map {
                "FOREIGN KEY (partition, \($0)) REFERENCES payscore.records (partition, sequence)"
            },
        and: staying("approvals") + [
            refusal(
                of: "UPDATE", on: "approvals",
                when: """
                    OLD.ended IS NOT NULL OR NEW.partition <> OLD.partition
                    OR NEW.sequence <> OLD.sequence OR NEW.id <> OLD.id
                    OR NEW.subject <> OLD.subject OR NEW.request <> OLD.request
                    """,
                named: "approvals_end_once"),
            // At most one that waits a subject.
            """
            CREATE UNIQUE INDEX approvals_waiting ON payscore.approvals (partition, subject)
            WHERE ended IS NULL
            """,
            """
            CREATE INDEX approvals_waiting_in_order ON payscore.approvals (partition, sequence)
            WHERE ended IS NULL
            """,
        ])

    static let authorizations = PostgresTable(
        "authorizations",
        columns: [
            Column("code", .text, "NOT NULL CHECK (length(code) BETWEEN 1 AND 32)"),
            Column("revision", .bigint, "NOT NULL CHECK (revision >= 1)"),
            Column("head", .bytea, "NOT NULL CHECK (length(head) = 32)"),
            Column("phase", .text),
            Column("since", .bigint, ""),
            Column("customer", .text, ""),
            Column("open_attempt", .text, ""),
            Column("observed_at", .bigint, ""),
            Column("created_at", .bigint),
            Column("updated_at", .bigint),
        ],
        constraints: ["PRIMARY KEY (code, partition)"],
        and: staying("authorizations") + [
            """
            CREATE INDEX authorizations_by_customer
            ON payscore.authorizations (partition, customer, code) WHERE customer IS NOT NULL
            """
        ])
}
