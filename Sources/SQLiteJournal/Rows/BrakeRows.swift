import OrderLifecycle

/// The table `payscore_brake`, and what the brake counts of `payscore_attempts`.
enum BrakeRows {
    private static let state = StatementText(
        """
        SELECT (SELECT is_engaged FROM payscore_brake WHERE id = 1),
            count(*), coalesce(sum(given_up), 0)
        FROM payscore_attempts
        WHERE given_up_kind = 'forgiven' AND intended_at > ?
            AND sequence > (SELECT released FROM payscore_brake WHERE id = 1)
        """)
    private static let engagement = StatementText("UPDATE payscore_brake SET is_engaged = 1")
    private static let release = StatementText(
        "UPDATE payscore_brake SET is_engaged = 0, released = ?")

    /// Without a state that can be read, the brake is engaged.
    static func reading(since: Timestamp, _ statements: Statements) throws -> BrakeReading {
        try statements.first(
            state, of: "payscore_attempts", with: { $0.add(since.milliseconds) },
            reading: { columns in
                BrakeReading(
                    isEngaged: try columns.numberIfAny() != 0,
                    cancels: Int(try columns.number()), fen: try columns.number())
            }) ?? BrakeReading(isEngaged: true)
    }

    static func engage(_ statements: Statements) throws {
        try statements.change(engagement)
    }

    static func release(at sequence: Int64, _ statements: Statements) throws {
        try statements.change(release) { $0.add(sequence) }
    }
}
