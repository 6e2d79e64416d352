import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `partitions`: where each ends, and the gate that every commit passes.
enum PartitionRows {
    /// Locks the partition until the transaction ends, and says where it ends.
    ///
    /// The lock comes first and the row is read by the same statement after it; a query that locks
    /// and joins would show what stood there before the wait.
    static let opening = StoredFunction(
        writing: "open", of: "partitions",
        [],
        returning: """
            sequence bigint, at bigint, last_hash bytea, epoch bigint, journal_revision bigint,
            clock bigint
            """,
        """
        BEGIN
            PERFORM 1 FROM payscore.partitions p
            WHERE p.partition = p_partition FOR NO KEY UPDATE;
            RETURN QUERY SELECT p.sequence, p.at, p.last_hash, p.epoch, p.journal_revision,
                (extract(epoch FROM clock_timestamp()) * 1000)::bigint
            FROM payscore.partitions p WHERE p.partition = p_partition;
        END
        """)
    static let end = StoredFunction(
        reading: "journal_end", of: "partitions", returning: "sequence bigint, at bigint",
        """
        SELECT p.sequence, p.at FROM payscore.partitions p
        WHERE p.partition = p_partition AND p.sequence > 0
        """)
    /// Adds records behind the last one, if it is the one that was expected.
    static let append = StoredFunction(
        writing: "append", of: "records",
        [
            .init("epoch", .bigint), .init("expected", .bigint),
            .init("journal_revision", .bigint), .init("durability", .bigint),
        ] + RecordRows.table.arguments(RecordRow.columns),
        """
        DECLARE
            added bigint := coalesce(cardinality(p_sequence), 0);
            last_at bigint := p_at[added];
            last_hash_added bytea := p_hash[added];
        BEGIN
            IF p_durability > 0 AND (
                current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
                OR current_setting('fsync') <> 'on'
                OR current_setting('full_page_writes') <> 'on'
                OR p_durability > 1 AND current_setting('synchronous_standby_names') = ''
            ) OR current_setting('session_replication_role') <> 'origin' THEN
                RAISE EXCEPTION 'the server''s settings have changed so that durability cannot '
                    'be promised; payscore doctor says which'
                    USING ERRCODE = '\(SQLState.unsafeSettings)';
            END IF;
            UPDATE payscore.partitions SET sequence = sequence + added,
                at = coalesce(last_at, at), last_hash = coalesce(last_hash_added, last_hash),
                journal_revision = p_journal_revision
            WHERE partition = p_partition AND sequence = p_expected AND epoch = p_epoch;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'another host wrote first, or a loss was accepted'
                    USING ERRCODE = '\(SQLState.overtaken)';
            END IF;
            INSERT INTO payscore.records
                (partition, \(RecordRow.columns.joined(separator: ", ")))
            SELECT p_partition, n.*
            FROM unnest(\(RecordRow.columns.map { "p_\($0)" }.joined(separator: ", "))) AS n;
            RETURN p_expected + added;
        END
        """)
    /// Trips the velocity limit, or resets it; NULL leaves as it is.
    static let setLimit = StoredFunction(
        writing: "set_limit", of: "partitions",
        [.init("is_tripped", .boolean), .init("reset_at", .bigint)],
        """
        BEGIN
            UPDATE payscore.partitions SET is_limit_tripped = p_is_tripped,
                limit_reset_at = coalesce(p_reset_at, limit_reset_at)
            WHERE partition = p_partition;
            RETURN 1;
        END
        """)

    /// Writes the partition's row without changing it, so that the COMMIT behind it waits as any
    /// other does.
    static let touch = StoredFunction(
        writing: "touch", of: "partitions", [],
        """
        BEGIN
            UPDATE payscore.partitions SET sequence = sequence WHERE partition = p_partition;
            RETURN 1;
        END
        """)

    static let functions = [opening, end, append, setLimit, touch]
}
