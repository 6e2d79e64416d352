import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `attempts`; what was intended is read from the record of the intent.
enum AttemptRows {
    static let table = PostgresTable.attempts
    /// What an attempt is read of: the record of its intent, its name, and what changes.
    private static let columns =
        "\(RecordRows.columns), "
        + (["id"] + AttemptRow.changing).map { "a.\($0)" }.joined(separator: ", ")
    private static let returned =
        "\(RecordRows.returned), \(table.returned(["id"] + AttemptRow.changing))"
    private static let joined = """
        FROM payscore.attempts a JOIN payscore.records r
            ON r.partition = a.partition AND r.sequence = a.sequence
        WHERE a.partition = p_partition
        """

    static let byID = StoredFunction(
        reading: "attempt_named", of: "attempts", .init("id", .text), returning: returned,
        "SELECT \(columns) \(joined) AND a.id = p_id")
    static let newest = StoredFunction(
        reading: "attempts_before", of: "attempts", .init("sequence", .bigint),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(joined) AND a.sequence < p_sequence
        ORDER BY a.sequence DESC LIMIT p_limit
        """)
    static let newestOpen = StoredFunction(
        reading: "open_attempts_before", of: "attempts", .init("sequence", .bigint),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(joined) AND a.condition <> 'settled' AND a.sequence < p_sequence
        ORDER BY a.sequence DESC LIMIT p_limit
        """)
    /// The open attempts of subjects; one each at most.
    static let openOfSubjects = StoredFunction(
        reading: "open_attempts_of", of: "attempts", .init("subjects", arrayOf: .text),
        returning: returned,
        "SELECT \(columns) \(joined) AND a.condition <> 'settled' AND a.subject = ANY (p_subjects)")
    static let givingUp = StoredFunction(
        reading: "attempts_giving_up", of: "attempts", .init("first", .bigint),
        .init("last", .bigint), .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(joined) AND a.given_up IS NOT NULL
            AND a.sequence >= p_first AND a.sequence < p_last
        ORDER BY a.sequence DESC LIMIT p_limit
        """)
    static let givingUpByActor = StoredFunction(
        reading: "attempts_giving_up_by", of: "attempts", .init("first", .bigint),
        .init("last", .bigint), .init("actor", .text), .init("limit", .bigint),
        returning: returned,
        """
        SELECT \(columns) \(joined) AND a.given_up IS NOT NULL
            AND lower(a.actor) = lower(p_actor COLLATE "C")
            AND a.sequence >= p_first AND a.sequence < p_last
        ORDER BY a.sequence DESC LIMIT p_limit
        """)
    static let sequenceByID = StoredFunction(
        reading: "attempt_sequence", of: "attempts", .init("id", .text),
        returning: "sequence bigint",
        """
        SELECT a.sequence FROM payscore.attempts a
        WHERE a.partition = p_partition AND a.id = p_id
        """)
    static let requestByID = StoredFunction(
        reading: "attempt_request", of: "attempts", .init("id", .text),
        returning: "request bytea",
        """
        SELECT a.request FROM payscore.attempts a
        WHERE a.partition = p_partition AND a.id = p_id
        """)
    /// What the velocity limit counts, of each kind its number and its amount.
    static let usage = StoredFunction(
        reading: "velocity_usage", of: "attempts", .init("since", .bigint),
        returning: """
            is_tripped boolean, forgiven bigint, forgiven_fen bigint, reported bigint,
            reported_fen bigint
            """,
        """
        SELECT p.is_limit_tripped, f.calls, f.fen, e.calls, e.fen
        FROM payscore.partitions p, LATERAL (\(sum(of: .forgiven))) f,
            LATERAL (\(sum(of: .receivedElsewhere))) e
        WHERE p.partition = p_partition
        """)

    private static func sum(of kind: GivenUpKind) -> String {
        """
        SELECT count(*) AS calls, coalesce(sum(a.given_up), 0)::bigint AS fen
        FROM payscore.attempts a
        WHERE a.partition = p_partition AND a.given_up IS NOT NULL
            AND a.given_up_kind = '\(kind.rawValue)' AND a.intended_at > p_since
            AND a.sequence > p.limit_reset_at
        """
    }

    private static let inserted = ["sequence"] + AttemptRow.intended + AttemptRow.changing
    static let insertedTypes = table.types(of: inserted)
    static let insertion = StoredFunction.adding("add_attempts", to: table, inserted)
    static let update = StoredFunction.changing(
        "change_attempts", in: table, ["id"] + AttemptRow.changing,
        setting: AttemptRow.changing.map { "\($0) = n.\($0)" }.joined(separator: ", "))

    static let functions = [
        byID, newest, newestOpen, openOfSubjects, givingUp, givingUpByActor, sequenceByID,
        requestByID, usage, insertion, update,
    ]

    /// Without a state that can be read, the velocity limit is tripped.
    static func usage(_ row: inout AnswerRow) throws -> VelocityUsage {
        VelocityUsage(
            isTripped: try row.flag(), cancels: Int(try row.number()), fen: try row.number(),
            reports: Int(try row.number()), reportedFen: try row.number())
    }
}
