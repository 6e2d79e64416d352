import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `payscore_velocity_limit`, and what the velocity limit counts of `payscore_attempts`.
enum VelocityLimitRows {
    private static let state = StatementText(
        """
        SELECT (SELECT is_tripped FROM payscore_velocity_limit WHERE id = 1),
            forgiven.calls, forgiven.fen, reported.calls, reported.fen
        FROM \(sum(of: .forgiven)) AS forgiven, \(sum(of: .receivedElsewhere)) AS reported
        """)
    private static let trip = StatementText("UPDATE payscore_velocity_limit SET is_tripped = 1")
    private static let reset = StatementText(
        "UPDATE payscore_velocity_limit SET is_tripped = 0, reset_at = ?")

    /// What was given up in one way; each way has an index of its own.
    private static func sum(of kind: GivenUpKind) -> String {
        """
        (SELECT count(*) AS calls, coalesce(sum(given_up), 0) AS fen FROM payscore_attempts
        WHERE given_up_kind = '\(kind.rawValue)' AND intended_at > ?1
            AND sequence > (SELECT reset_at FROM payscore_velocity_limit WHERE id = 1))
        """
    }

    /// Without a state that can be read, the velocity limit is tripped.
    static func usage(since: Timestamp, _ statements: Statements) throws -> VelocityUsage {
        try statements.first(
            state, of: "payscore_attempts", with: { $0.add(since.milliseconds) },
            reading: { columns in
                VelocityUsage(
                    isTripped: try columns.flagIfAny() ?? true,
                    cancels: Int(try columns.number()), fen: try columns.number(),
                    reports: Int(try columns.number()), reportedFen: try columns.number())
            }) ?? VelocityUsage(isTripped: true)
    }

    static func trip(_ statements: Statements) throws {
        try statements.change(trip)
    }

    static func reset(at sequence: Int64, _ statements: Statements) throws {
        try statements.change(reset) { $0.add(sequence) }
    }
}
