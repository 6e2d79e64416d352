/// The first version of the tables.
///
/// All names begin with `payscore_`, so that the journal can live in the embedding program's own
/// database. Records and checkpoints are only ever added: the triggers refuse everything else,
/// also what `REPLACE` would do in silence. They are a guard rail against mistakes; the evidence
/// is the chain of hashes.
enum SchemaVersion1 {
    static let statements =
        [schema, records, orders, attempts, permits, brake, checkpoints]
        + onlyAdded("payscore_records") + onlyAdded("payscore_checkpoints")
        + [
            recordsInSequence, recordsInChain, checkpointsInSequence, ordersStay, attemptsStay,
            attemptsEndOnce, permitsStay, permitsAreSpentOnce, ordersByPhase, openAttempts,
            acknowledgedCancels, firstBrake, firstVersion,
        ]

    private static let schema = """
        CREATE TABLE payscore_schema (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version INTEGER NOT NULL
        ) STRICT
        """

    /// The members of a record under their names in the canonical encoding, except for `subject`,
    /// which is the out-order number, or empty for the journal itself.
    private static let records = """
        CREATE TABLE payscore_records (
            sequence INTEGER PRIMARY KEY,
            subject TEXT NOT NULL CHECK (length(subject) <= 32),
            revision INTEGER NOT NULL,
            at INTEGER NOT NULL CHECK (at >= 0),
            provider_at INTEGER CHECK (provider_at >= 0),
            event TEXT NOT NULL CHECK (length(event) BETWEEN 1 AND 40),
            phase_before TEXT CHECK (length(phase_before) BETWEEN 1 AND 200),
            phase_after TEXT CHECK (length(phase_after) BETWEEN 1 AND 200),
            cause TEXT NOT NULL CHECK (length(cause) BETWEEN 1 AND 40),
            cause_id TEXT CHECK (length(cause_id) <= 512),
            actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 64),
            channel TEXT NOT NULL CHECK (length(channel) BETWEEN 1 AND 32),
            reason TEXT CHECK (length(reason) <= 4096),
            rules TEXT CHECK (length(rules) BETWEEN 1 AND 16),
            detail TEXT CHECK (length(detail) <= 65536),
            evidence TEXT CHECK (length(evidence) <= 65536),
            previous BLOB NOT NULL CHECK (length(previous) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            UNIQUE (subject, revision)
        ) STRICT
        """

    private static let orders = """
        CREATE TABLE payscore_orders (
            number TEXT PRIMARY KEY CHECK (length(number) BETWEEN 1 AND 32),
            revision INTEGER NOT NULL CHECK (revision >= 1),
            head BLOB NOT NULL CHECK (length(head) = 32),
            phase TEXT NOT NULL,
            standing TEXT NOT NULL,
            is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
            standing_revision INTEGER NOT NULL CHECK (standing_revision BETWEEN 0 AND revision),
            merchant_id TEXT,
            app_id TEXT,
            service_id TEXT,
            order_id TEXT,
            is_protected INTEGER NOT NULL CHECK (is_protected IN (0, 1)),
            open_attempt TEXT,
            failed_cancel TEXT,
            viewed_at INTEGER,
            contradictions INTEGER NOT NULL CHECK (contradictions >= 0),
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """

    /// What an intent says stands in its record; here stands what later records change, the bytes
    /// of the request, and what the brake counts.
    private static let attempts = """
        CREATE TABLE payscore_attempts (
            sequence INTEGER PRIMARY KEY REFERENCES payscore_records (sequence),
            id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
            number TEXT NOT NULL REFERENCES payscore_orders (number),
            request BLOB CHECK (length(request) <= 524288),
            intended_at INTEGER NOT NULL,
            forgiven INTEGER CHECK (forgiven >= 0),
            condition TEXT NOT NULL CHECK (condition IN ('open', 'parked', 'settled')),
            next_at INTEGER CHECK ((next_at IS NOT NULL) = (condition = 'open')),
            dispatches INTEGER NOT NULL CHECK (dispatches >= 1),
            last_sent_at INTEGER NOT NULL,
            doubt TEXT NOT NULL,
            refusal TEXT,
            refusal_code TEXT,
            refusal_status INTEGER,
            refusal_message TEXT,
            outcome TEXT CHECK ((outcome IS NOT NULL) = (condition = 'settled')),
            outcome_refusal TEXT,
            outcome_code TEXT,
            outcome_status INTEGER,
            outcome_message TEXT
        ) STRICT
        """

    /// A permit's terms stand in the record that issued it.
    private static let permits = """
        CREATE TABLE payscore_permits (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            issued INTEGER NOT NULL REFERENCES payscore_records (sequence),
            spent_by TEXT UNIQUE
        ) STRICT, WITHOUT ROWID
        """

    private static let brake = """
        CREATE TABLE payscore_brake (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            is_engaged INTEGER NOT NULL CHECK (is_engaged IN (0, 1)),
            released INTEGER NOT NULL
        ) STRICT
        """

    private static let checkpoints = """
        CREATE TABLE payscore_checkpoints (
            position INTEGER PRIMARY KEY,
            note TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 4096)
        ) STRICT
        """

    private static func onlyAdded(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { verb in
            """
            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
            BEGIN SELECT RAISE(ABORT, 'payscore: \(table) is only ever added to'); END
            """
        }
    }

    /// Refuses gaps, and refuses a sequence that is taken: a `REPLACE` must not delete it first.
    private static let recordsInSequence = """
        CREATE TRIGGER payscore_records_in_sequence BEFORE INSERT ON payscore_records
        WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM payscore_records)
        BEGIN SELECT RAISE(ABORT, 'payscore: this is not the next sequence number'); END
        """

    private static let recordsInChain = """
        CREATE TRIGGER payscore_records_in_chain BEFORE INSERT ON payscore_records
        WHEN (NEW.revision, NEW.previous) IS NOT (
            SELECT coalesce(max(revision), 0) + 1, coalesce(hash, zeroblob(32))
            FROM payscore_records WHERE subject = NEW.subject)
        BEGIN SELECT RAISE(ABORT, 'payscore: this does not follow the subject''s last record'); END
        """

    private static let checkpointsInSequence = """
        CREATE TRIGGER payscore_checkpoints_in_sequence BEFORE INSERT ON payscore_checkpoints
        WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM payscore_checkpoints)
        BEGIN SELECT RAISE(ABORT, 'payscore: this is not the next checkpoint'); END
        """

    private static let ordersStay = """
        CREATE TRIGGER payscore_orders_no_delete BEFORE DELETE ON payscore_orders
        BEGIN SELECT RAISE(ABORT, 'payscore: an order stays'); END
        """

    private static let attemptsStay = """
        CREATE TRIGGER payscore_attempts_no_delete BEFORE DELETE ON payscore_attempts
        BEGIN SELECT RAISE(ABORT, 'payscore: an attempt stays'); END
        """

    private static let attemptsEndOnce = """
        CREATE TRIGGER payscore_attempts_end_once BEFORE UPDATE ON payscore_attempts
        WHEN OLD.condition = 'settled' OR NEW.sequence IS NOT OLD.sequence
            OR NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number
            OR NEW.request IS NOT OLD.request OR NEW.forgiven IS NOT OLD.forgiven
            OR NEW.intended_at IS NOT OLD.intended_at
        BEGIN SELECT RAISE(ABORT, 'payscore: an intent and an outcome never change'); END
        """

    private static let permitsStay = """
        CREATE TRIGGER payscore_permits_no_delete BEFORE DELETE ON payscore_permits
        BEGIN SELECT RAISE(ABORT, 'payscore: a permit stays'); END
        """

    private static let permitsAreSpentOnce = """
        CREATE TRIGGER payscore_permits_spent_once BEFORE UPDATE ON payscore_permits
        WHEN OLD.spent_by IS NOT NULL OR NEW.digest IS NOT OLD.digest
            OR NEW.issued IS NOT OLD.issued
        BEGIN SELECT RAISE(ABORT, 'payscore: a permit is spent once'); END
        """

    private static let ordersByPhase = """
        CREATE INDEX payscore_orders_by_phase ON payscore_orders (phase, number)
        """

    /// At most one attempt without outcome an order.
    private static let openAttempts = """
        CREATE UNIQUE INDEX payscore_open_attempts ON payscore_attempts (number)
        WHERE condition <> 'settled'
        """

    private static let acknowledgedCancels = """
        CREATE INDEX payscore_acknowledged_cancels ON payscore_attempts (intended_at, forgiven)
        WHERE forgiven IS NOT NULL
        """

    private static let firstBrake =
        "INSERT INTO payscore_brake (id, is_engaged, released) VALUES (1, 0, 0)"

    private static let firstVersion = "INSERT INTO payscore_schema (id, version) VALUES (1, 1)"
}
