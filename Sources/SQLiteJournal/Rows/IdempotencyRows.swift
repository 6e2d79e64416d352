import GRDB
import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `payscore_idempotency_keys`.
enum IdempotencyRows {
    private static let byKey = StatementText(
        """
        SELECT \(ClaimRow.columns.joined(separator: ", ")) FROM payscore_idempotency_keys
        WHERE key = ?
        """)
    private static let insertion = StatementText(
        "INSERT INTO payscore_idempotency_keys (key, request, claimed_at) VALUES (?, ?, ?)")
    private static let answering = StatementText(
        "UPDATE payscore_idempotency_keys SET answer = ? WHERE key = ? AND answer IS NULL")
    private static let releasing = StatementText(
        "DELETE FROM payscore_idempotency_keys WHERE key = ? AND answer IS NULL")
    private static let removal = StatementText(
        """
        DELETE FROM payscore_idempotency_keys WHERE rowid IN (
            SELECT rowid FROM payscore_idempotency_keys WHERE claimed_at < ?
            ORDER BY claimed_at LIMIT ?)
        """)

    /// Claims a key, or returns the claim that is there.
    static func claim(
        _ claim: IdempotencyClaim, _ statements: Statements
    ) throws -> IdempotencyClaim? {
        let known = try statements.first(
            byKey, of: "payscore_idempotency_keys", with: { $0.add(claim.key) },
            reading: ClaimRow.read)
        if let known { return known }
        try statements.change(insertion) { row in
            row.add(claim.key)
            row.add(claim.request)
            row.add(claim.at.milliseconds)
        }
        return nil
    }

    static func keep(_ answer: [UInt8], under key: Digest32, _ statements: Statements) throws {
        try statements.change(answering) { row in
            row.add(answer)
            row.add(key)
        }
    }

    static func release(_ key: Digest32, _ statements: Statements) throws {
        try statements.change(releasing) { $0.add(key) }
    }

    /// Removes old claims, and returns how many.
    static func remove(
        before moment: Timestamp, limit: Int, _ statements: Statements
    ) throws -> Int {
        try statements.change(removal) { row in
            row.add(moment.milliseconds)
            row.add(limit)
        }
        return statements.db.changesCount
    }
}
