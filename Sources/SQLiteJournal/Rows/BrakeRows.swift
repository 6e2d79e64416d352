import OrderLifecycle

/// The table `payscore_brake`, and what the brake counts of `payscore_attempts`.
enum BrakeRows {
    private static let state = StatementText(
        "SELECT is_engaged, released FROM payscore_brake WHERE id = 1")
    private static let tally = StatementText(
        """
        SELECT count(*), coalesce(sum(forgiven), 0) FROM payscore_attempts
        WHERE forgiven IS NOT NULL AND intended_at > ? AND sequence > ?
        """)
    private static let engagement = StatementText("UPDATE payscore_brake SET is_engaged = 1")
    private static let release = StatementText(
        "UPDATE payscore_brake SET is_engaged = 0, released = ?")

    static func reading(since: Timestamp, _ statements: Statements) throws -> BrakeReading {
        let state = try statements.first(state, of: "payscore_brake") { columns in
            (isEngaged: try columns.number() != 0, released: try columns.number())
        }
        let released = state?.released ?? 0
        let tally = try statements.first(
            tally, of: "payscore_attempts",
            with: { row in
                row.add(since.milliseconds)
                row.add(released)
            }, reading: { columns in (cancels: try columns.number(), fen: try columns.number()) })
        return BrakeReading(
            isEngaged: state?.isEngaged ?? true, cancels: Int(tally?.cancels ?? 0),
            fen: tally?.fen ?? 0)
    }

    static func engage(_ statements: Statements) throws {
        try statements.change(engagement)
    }

    static func release(at sequence: Int64, _ statements: Statements) throws {
        try statements.change(release) { $0.add(sequence) }
    }
}
