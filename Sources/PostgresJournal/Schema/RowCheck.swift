import JournalStorage
import OrderJournal
import OrderLifecycle

/// Looks for rows of evidence that no record accounts for, and for columns that rows are found or
/// counted by and that do not say what the records say.
///
/// The replay of a verification goes from the records to the rows. This goes the other way: each
/// query runs through a table once and gives only what it finds.
enum RowCheck {
    /// A permit belongs to the record that issued it under this digest, and to the intent that
    /// spent it.
    static let permits = finding(
        "unexplained_permits",
        """
        SELECT 'permit ' || encode(p.digest, 'hex') || ' is not one that record ' || p.issued
            || ' issued' || coalesce(', and attempt ' || p.spent_by || ' spent', '')
        FROM payscore.permits p
        LEFT JOIN payscore.records i ON i.partition = p.partition AND i.sequence = p.issued
        LEFT JOIN payscore.attempts a ON a.partition = p.partition AND a.id = p.spent_by
        LEFT JOIN payscore.records n ON n.partition = a.partition AND n.sequence = a.sequence
        WHERE p.partition = p_partition AND (
            \(isAbsent("permit_issued", in: "i", naming: "'permit=' || encode(p.digest, 'hex')"))
            OR p.spent_by IS NOT NULL
            AND \(isAbsent("intended", in: "n", naming: "'permit=' || encode(p.digest, 'hex')")))
        LIMIT p_limit
        """)
    /// An attempt belongs to the record of its intent, and has its subject, actor and time.
    static let attempts = finding(
        "unexplained_attempts",
        """
        SELECT 'attempt ' || a.id || ' is not one that record ' || a.sequence || ' intended'
        FROM payscore.attempts a
        LEFT JOIN payscore.records r ON r.partition = a.partition AND r.sequence = a.sequence
        WHERE a.partition = p_partition
            AND \(isAbsent("intended", in: "r", naming: "'attempt=' || a.id"))
        LIMIT p_limit
        """)
    /// A requested call belongs to the record of its request.
    static let approvals = finding(
        "unexplained_approvals",
        """
        SELECT a.id || ' is not one that record ' || a.sequence || ' requested'
        FROM payscore.approvals a
        LEFT JOIN payscore.records r ON r.partition = a.partition AND r.sequence = a.sequence
        WHERE a.partition = p_partition AND (
            \(isAbsent("approval_requested", in: "r", naming: "'approval=' || a.id"))
            OR a.subject IS DISTINCT FROM r.subject)
        LIMIT p_limit
        """)
    /// An order belongs to its records.
    static let orders = finding(
        "unexplained_orders",
        """
        SELECT 'order ' || quote_literal(o.number) || ' has no records' FROM payscore.orders o
        WHERE o.partition = p_partition AND NOT EXISTS (
            SELECT 1 FROM payscore.records r
            WHERE r.partition = p_partition AND r.subject = 'order:' || o.number)
        LIMIT p_limit
        """)
    /// An authorization belongs to its records.
    static let authorizations = finding(
        "unexplained_authorizations",
        """
        SELECT 'authorization ' || quote_literal(a.code) || ' has no records'
        FROM payscore.authorizations a
        WHERE a.partition = p_partition AND NOT EXISTS (
            SELECT 1 FROM payscore.records r
            WHERE r.partition = p_partition AND r.subject = 'authorization:' || a.code)
        LIMIT p_limit
        """)
    /// The partition's row says where its records end, and from where the velocity limit counts.
    static let partitions = finding(
        "misplaced_ends",
        """
        SELECT 'the row of partition ' || p.partition || ' does not end where its records do'
        FROM payscore.partitions p
        WHERE p.partition = p_partition AND (p.sequence, p.last_hash, p.journal_revision)
            IS DISTINCT FROM (
                (SELECT coalesce(max(r.sequence), 0) FROM payscore.records r
                    WHERE r.partition = p_partition),
                (SELECT r.hash FROM payscore.records r WHERE r.partition = p_partition
                    ORDER BY r.sequence DESC LIMIT 1),
                (SELECT coalesce(max(r.revision), 0) FROM payscore.records r
                    WHERE r.partition = p_partition AND r.subject = 'journal'))
        LIMIT p_limit
        """)
    /// What an attempt is listed and counted by is what its intent says.
    static let counted = finding(
        "miscounted_attempts",
        """
        SELECT 'attempt ' || a.id || ' is listed, or counted, otherwise than its intent says'
        FROM payscore.attempts a
        JOIN payscore.records r ON r.partition = a.partition AND r.sequence = a.sequence
        WHERE a.partition = p_partition AND (
            a.subject <> r.subject OR a.actor <> r.actor OR a.intended_at <> r.at
            OR a.given_up IS DISTINCT FROM
                substring(E'\\n' || r.detail FROM E'\\ngiven_up=([0-9]{1,18})')::bigint
            OR a.given_up_kind IS DISTINCT FROM CASE
                WHEN E'\\n' || r.detail !~ E'\\ngiven_up=' THEN NULL
                \(kinds) END)
        LIMIT p_limit
        """)
    /// The velocity limit counts from its last reset.
    static let limits = finding(
        "misplaced_limits",
        """
        SELECT 'the velocity limit counts from another record than its last reset'
        FROM payscore.partitions p
        WHERE p.partition = p_partition AND p.limit_reset_at <> (
            SELECT coalesce(max(r.sequence), 0) FROM payscore.records r
            WHERE r.partition = p_partition AND r.subject = 'journal'
                AND r.event = 'velocity_limit_reset')
        LIMIT p_limit
        """)

    static let functions = [
        permits, attempts, approvals, orders, authorizations, partitions, counted, limits,
    ]

    /// In which way each call gives money up.
    private static let kinds = OrderCall.Kind.allCases.compactMap { call in
        call.rules.givenUpKind.map { kind in
            """
            WHEN E'\\n' || r.detail || E'\\n' LIKE E'%\\ncall=\(call.rawValue)\\n%'
            THEN '\(kind.rawValue)'
            """
        }
    }.joined(separator: "\n")

    private static func finding(_ name: String, _ query: String) -> StoredFunction {
        StoredFunction(
            reading: name, of: "evidence", .init("limit", .bigint), returning: "problem text",
            query)
    }

    /// Whether a record of an event is missing, or has no such line in its detail.
    private static func isAbsent(
        _ event: String, in record: String, naming line: String
    ) -> String {
        """
        (\(record).event = '\(event)' AND strpos(
            E'\\n' || \(record).detail || E'\\n', E'\\n' || \(line) || E'\\n') > 0) IS NOT TRUE
        """
    }
}

extension PostgresReader {
    func unexplainedRows(limit: Int) throws -> [String] {
        try problems(
            [
                RowCheck.permits, RowCheck.attempts, RowCheck.approvals, RowCheck.orders,
                RowCheck.authorizations, RowCheck.partitions,
            ], limit)
    }

    func indexProblems(limit: Int) throws -> [String] {
        try problems([RowCheck.counted, RowCheck.limits], limit)
    }

    private func problems(_ checks: [StoredFunction], _ limit: Int) throws -> [String] {
        let found = try checks.flatMap { check in
            try all(check, { $0.add(max(0, limit)) }, reading: { try $0.text() })
        }
        return Array(found.prefix(max(0, limit)))
    }
}
