/// The tables that are only ever added to.
///
/// The triggers refuse everything else, also what `REPLACE` would do in silence. They are a guard
/// rail against mistakes; the evidence is the chain of hashes.
extension JournalTable {
    /// The members of a record under their names in the canonical encoding.
    static let records = JournalTable(
        "payscore_records", .evidence,
        columns: """
                sequence INTEGER PRIMARY KEY,
                subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 46),
                revision INTEGER NOT NULL,
                at INTEGER NOT NULL CHECK (at >= 0),
                provider_at INTEGER CHECK (provider_at >= 0),
                event TEXT NOT NULL CHECK (length(event) BETWEEN 1 AND 40),
                phase_before TEXT CHECK (length(phase_before) BETWEEN 1 AND 200),
                phase_after TEXT CHECK (length(phase_after) BETWEEN 1 AND 200),
                cause TEXT NOT NULL CHECK (length(cause) BETWEEN 1 AND 40),
                cause_id TEXT CHECK (length(cause_id) BETWEEN 1 AND 512),
                actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 64),
                identified_by TEXT NOT NULL CHECK (length(identified_by) BETWEEN 1 AND 41),
                channel TEXT NOT NULL CHECK (length(channel) BETWEEN 1 AND 32),
                host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 255),
                system_user TEXT NOT NULL CHECK (length(system_user) BETWEEN 1 AND 255),
                reason TEXT CHECK (length(reason) BETWEEN 1 AND 4096),
                rules TEXT CHECK (length(rules) BETWEEN 1 AND 16),
                detail TEXT CHECK (length(detail) BETWEEN 1 AND 65536),
                evidence TEXT CHECK (length(evidence) BETWEEN 1 AND 65536),
                previous BLOB NOT NULL CHECK (length(previous) = 32),
                hash BLOB NOT NULL CHECK (length(hash) = 32),
                UNIQUE (subject, revision)
            """,
        and: onlyAdded("payscore_records") + [
            recordsInSequence, recordsInChain, policyChanges, notifications,
        ])

    /// The notes, exactly as they are published.
    static let checkpoints = JournalTable(
        "payscore_checkpoints", .evidence,
        columns: """
                position INTEGER PRIMARY KEY,
                note TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 4096)
            """,
        and: onlyAdded("payscore_checkpoints") + [checkpointsInSequence])

    private static func onlyAdded(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { refusal(of: $0, on: table, "\(table) is only ever added to") }
    }

    /// Refuses gaps, and refuses a sequence that is taken: a `REPLACE` must not delete it first.
    private static let recordsInSequence = refusal(
        of: "INSERT", on: "payscore_records",
        when: "NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM payscore_records)",
        named: "payscore_records_in_sequence", "this is not the next sequence number")

    private static let recordsInChain = refusal(
        of: "INSERT", on: "payscore_records",
        when: """
            (NEW.revision, NEW.previous) IS NOT (
                SELECT coalesce(max(revision), 0) + 1, coalesce(hash, zeroblob(32))
                FROM payscore_records WHERE subject = NEW.subject)
            """,
        named: "payscore_records_in_chain", "this does not follow the subject''s last record")

    /// So that each decision finds the policy in force without reading what came since.
    private static let policyChanges = """
        CREATE INDEX payscore_policy_changes ON payscore_records (sequence)
        WHERE event = 'policy_changed'
        """

    /// The first line of a record's detail, in which a notification has its name.
    static let firstLine = "substr(detail, 1, instr(detail || char(10), char(10)) - 1)"

    /// A notification is recorded once, whatever it is of.
    private static let notifications = """
        CREATE UNIQUE INDEX payscore_notifications ON payscore_records (\(firstLine))
        WHERE event = 'notified'
        """

    private static let checkpointsInSequence = refusal(
        of: "INSERT", on: "payscore_checkpoints",
        when: "NEW.position IS NOT "
            + "(SELECT coalesce(max(position), 0) + 1 FROM payscore_checkpoints)",
        named: "payscore_checkpoints_in_sequence", "this is not the next checkpoint")
}
