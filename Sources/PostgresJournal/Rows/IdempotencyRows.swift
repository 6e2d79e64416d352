import JournalStorage
import OrderJournal

/// The table `idempotency_keys`.
enum IdempotencyRows {
    private static let table = PostgresTable.idempotencyKeys
    private static let columns = ClaimRow.columns.map { "k.\($0)" }.joined(separator: ", ")

    /// Claims a key, or returns the claim that is there.
    static let claim = StoredFunction(
        writing: "claim_key", of: table.name,
        [.init("key", .bytea), .init("request", .bytea), .init("claimed_at", .bigint)],
        returning: table.returned(ClaimRow.columns),
        """
        BEGIN
            INSERT INTO payscore.idempotency_keys AS k (partition, key, request, claimed_at)
            VALUES (p_partition, p_key, p_request, p_claimed_at)
            ON CONFLICT ON CONSTRAINT idempotency_keys_pkey DO NOTHING;
            IF NOT FOUND THEN
                RETURN QUERY SELECT \(columns) FROM payscore.idempotency_keys k
                WHERE k.partition = p_partition AND k.key = p_key;
            END IF;
        END
        """)
    static let answering = StoredFunction(
        writing: "answer_key", of: table.name, [.init("key", .bytea), .init("answer", .bytea)],
        """
        BEGIN
            UPDATE payscore.idempotency_keys SET answer = p_answer
            WHERE partition = p_partition AND key = p_key AND answer IS NULL;
            RETURN 1;
        END
        """)
    static let releasing = StoredFunction(
        writing: "release_key", of: table.name, [.init("key", .bytea)],
        """
        BEGIN
            DELETE FROM payscore.idempotency_keys
            WHERE partition = p_partition AND key = p_key AND answer IS NULL;
            RETURN 1;
        END
        """)
    /// Removes old claims, and returns how many.
    static let removal = StoredFunction(
        writing: "remove_keys", of: table.name,
        [.init("before", .bigint), .init("limit", .bigint)],
        """
        DECLARE removed bigint;
        BEGIN
            DELETE FROM payscore.idempotency_keys
            WHERE partition = p_partition AND key IN (
                SELECT k.key FROM payscore.idempotency_keys k
                WHERE k.partition = p_partition AND k.claimed_at < p_before
                ORDER BY k.claimed_at LIMIT p_limit);
            GET DIAGNOSTICS removed = ROW_COUNT;
            RETURN removed;
        END
        """)

    static let functions = [claim, answering, releasing, removal]
}
