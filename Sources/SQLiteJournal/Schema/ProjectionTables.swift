import OrderLifecycle

/// The tables whose rows change with the records.
extension JournalTable {
    /// What orders are listed by, ``OrderLifecycle/OrderState/code``, is the first word of the
    /// state's text, and the amounts are in it; they are stored in the indexes alone, so that
    /// they cannot differ from it.
    static let orders = JournalTable(
        "payscore_orders", .evidence,
        columns: """
                number TEXT PRIMARY KEY CHECK (length(number) BETWEEN 1 AND 32),
                revision INTEGER NOT NULL CHECK (revision >= 1),
                head BLOB NOT NULL CHECK (length(head) = 32),
                phase TEXT NOT NULL,
                is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
                phase_revision INTEGER NOT NULL CHECK (phase_revision BETWEEN 0 AND revision),
                merchant_id TEXT,
                app_id TEXT,
                service_id TEXT,
                order_id TEXT,
                customer TEXT,
                is_protected INTEGER NOT NULL CHECK (is_protected IN (0, 1)),
                open_attempt TEXT,
                failed_cancel TEXT,
                observed_at INTEGER,
                contradictions INTEGER NOT NULL CHECK (contradictions >= 0),
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                phase_code TEXT AS (substr(phase, 1, instr(phase || ' ', ' ') - 1)) VIRTUAL,
                due INTEGER AS (\(amount("due", in: "'awaiting_payment'"))) VIRTUAL,
                paid INTEGER AS (\(amount("paid", in: "'awaiting_payment', 'done'"))) VIRTUAL
            """,
        options: "STRICT, WITHOUT ROWID",
        and: [
            refusal(of: "DELETE", on: "payscore_orders", "an order stays"),
            "CREATE INDEX payscore_orders_by_phase ON payscore_orders (phase_code, number)",
            "CREATE INDEX payscore_orders_by_due ON payscore_orders (phase_code, due)",
            "CREATE INDEX payscore_orders_by_update ON payscore_orders (updated_at)",
            """
            CREATE INDEX payscore_orders_by_customer ON payscore_orders (customer, number)
            WHERE customer IS NOT NULL
            """,
        ])

    /// The amount behind a name in a state's text, in fen; a cast reads no further than its digits.
    private static func amount(_ name: String, in phases: String) -> String {
        """
        CASE WHEN phase_code IN (\(phases)) AND instr(phase, ' \(name)=') > 0
        THEN CAST(substr(phase, instr(phase, ' \(name)=') + \(name.count + 2)) AS INTEGER) END
        """
    }

    /// What an intent says stands in its record; here stands what later records change, the bytes
    /// of the request, what the velocity limit counts, and by whom attempts are found.
    static let attempts = JournalTable(
        "payscore_attempts", .evidence,
        columns: """
                sequence INTEGER PRIMARY KEY REFERENCES payscore_records (sequence),
                id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
                subject TEXT NOT NULL CHECK (length(subject) <= 46),
                request BLOB CHECK (length(request) <= 524288),
                actor TEXT NOT NULL,
                intended_at INTEGER NOT NULL,
                given_up INTEGER CHECK (given_up > 0),
                given_up_kind TEXT CHECK ((given_up_kind IS NOT NULL) = (given_up IS NOT NULL)),
                condition TEXT NOT NULL CHECK (condition IN ('open', 'parked', 'settled')),
                next_at INTEGER CHECK ((next_at IS NOT NULL) = (condition = 'open')),
                dispatches INTEGER NOT NULL CHECK (dispatches >= 1),
                last_sent_at INTEGER NOT NULL,
                uncertainty TEXT NOT NULL,
                refusal TEXT,
                refusal_code TEXT,
                refusal_status INTEGER,
                refusal_message TEXT,
                outcome TEXT CHECK ((outcome IS NOT NULL) = (condition = 'settled')),
                outcome_refusal TEXT,
                outcome_code TEXT,
                outcome_status INTEGER,
                outcome_message TEXT
            """,
        and: [
            refusal(of: "DELETE", on: "payscore_attempts", "an attempt stays"), attemptsEndOnce,
            openAttempts, amounts(.forgiven), amounts(.receivedElsewhere),
            // Names that differ only in capitals are one actor's.
            "CREATE INDEX payscore_attempts_by_actor "
                + "ON payscore_attempts (actor COLLATE NOCASE, sequence)",
        ])

    private static let attemptsEndOnce = refusal(
        of: "UPDATE", on: "payscore_attempts",
        when: """
            OLD.condition = 'settled' OR NEW.sequence IS NOT OLD.sequence
                OR NEW.id IS NOT OLD.id OR NEW.subject IS NOT OLD.subject
                OR NEW.request IS NOT OLD.request OR NEW.given_up IS NOT OLD.given_up
                OR NEW.given_up_kind IS NOT OLD.given_up_kind
                OR NEW.intended_at IS NOT OLD.intended_at OR NEW.actor IS NOT OLD.actor
            """,
        named: "payscore_attempts_end_once", "an intent and an outcome never change")

    /// At most one attempt without outcome a subject.
    private static let openAttempts = """
        CREATE UNIQUE INDEX payscore_open_attempts ON payscore_attempts (subject)
        WHERE condition <> 'settled'
        """

    /// What the velocity limit counts of one kind.
    private static func amounts(_ kind: GivenUpKind) -> String {
        """
        CREATE INDEX payscore_\(kind.rawValue) ON payscore_attempts (intended_at, given_up)
        WHERE given_up_kind = '\(kind.rawValue)'
        """
    }

    /// A permit's terms stand in the record that issued it.
    static let permits = JournalTable(
        "payscore_permits", .evidence,
        columns: """
                digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
                issued INTEGER NOT NULL REFERENCES payscore_records (sequence),
                spent_by TEXT UNIQUE
            """,
        options: "STRICT, WITHOUT ROWID",
        and: [
            refusal(of: "DELETE", on: "payscore_permits", "a permit stays"), permitsAreSpentOnce,
        ])

    private static let permitsAreSpentOnce = refusal(
        of: "UPDATE", on: "payscore_permits",
        when: """
            OLD.spent_by IS NOT NULL OR NEW.digest IS NOT OLD.digest
                OR NEW.issued IS NOT OLD.issued
            """,
        named: "payscore_permits_spent_once", "a permit is spent once")

    /// What was requested stands in the record of the request, and what has been said of it since
    /// in the records whose places these are: what is at stake, who acknowledged it, and its end.
    static let approvals = JournalTable(
        "payscore_approvals", .evidence,
        columns: """
                sequence INTEGER PRIMARY KEY REFERENCES payscore_records (sequence),
                id TEXT NOT NULL UNIQUE CHECK (length(id) = 24),
                subject TEXT NOT NULL CHECK (length(subject) <= 46),
                request BLOB NOT NULL CHECK (length(request) <= 524288),
                at_stake INTEGER NOT NULL REFERENCES payscore_records (sequence),
                acknowledged INTEGER REFERENCES payscore_records (sequence),
                also_acknowledged INTEGER CHECK (
                    also_acknowledged IS NULL OR acknowledged IS NOT NULL
                ) REFERENCES payscore_records (sequence),
                ended INTEGER REFERENCES payscore_records (sequence)
            """,
        and: [
            refusal(of: "DELETE", on: "payscore_approvals", "a requested call stays"),
            approvalsEndOnce, waitingApprovals,
        ])

    private static let approvalsEndOnce = refusal(
        of: "UPDATE", on: "payscore_approvals",
        when: """
            OLD.ended IS NOT NULL OR NEW.sequence IS NOT OLD.sequence OR NEW.id IS NOT OLD.id
                OR NEW.subject IS NOT OLD.subject OR NEW.request IS NOT OLD.request
            """,
        named: "payscore_approvals_end_once", "a request and its end never change")

    /// At most one that waits a subject.
    private static let waitingApprovals = """
        CREATE UNIQUE INDEX payscore_waiting_approvals ON payscore_approvals (subject)
        WHERE ended IS NULL
        """

    static let velocityLimit = JournalTable(
        "payscore_velocity_limit", .evidence,
        columns: """
                id INTEGER PRIMARY KEY CHECK (id = 1),
                is_tripped INTEGER NOT NULL CHECK (is_tripped IN (0, 1)),
                reset_at INTEGER NOT NULL
            """,
        and: ["INSERT INTO payscore_velocity_limit (id, is_tripped, reset_at) VALUES (1, 0, 0)"])
}
