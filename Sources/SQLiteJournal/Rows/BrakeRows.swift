import GRDB
import OrderLifecycle

/// The table `payscore_brake`, and what the brake counts of `payscore_attempts`.
enum BrakeRows {
    private static let state = "SELECT is_engaged, released FROM payscore_brake WHERE id = 1"
    private static let tally = """
        SELECT count(*), coalesce(sum(forgiven), 0) FROM payscore_attempts
        WHERE forgiven IS NOT NULL AND intended_at > ? AND sequence > ?
        """
    private static let engagement = "UPDATE payscore_brake SET is_engaged = 1"
    private static let release = "UPDATE payscore_brake SET is_engaged = 0, released = ?"

    static func reading(since: Timestamp, _ db: Database) throws -> BrakeReading {
        let state = try db.first(state, [], of: "payscore_brake") { columns in
            (isEngaged: try columns.number() != 0, released: try columns.number())
        }
        let released = state?.released ?? 0
        let tally = try db.first(
            tally, [since.milliseconds, released], of: "payscore_attempts"
        ) { columns in (cancels: try columns.number(), fen: try columns.number()) }
        return BrakeReading(
            isEngaged: state?.isEngaged ?? true, cancels: Int(tally?.cancels ?? 0),
            fen: tally?.fen ?? 0)
    }

    static func engage(_ db: Database) throws {
        try db.change(engagement)
    }

    static func release(at sequence: Int64, _ db: Database) throws {
        try db.change(release, [sequence])
    }
}
