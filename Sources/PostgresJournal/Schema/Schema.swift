import JournalStorage
import OrderJournal

/// The journal's tables and functions, and the number by which they are known.
struct Schema: Sendable {
    /// The number; a journal of another one is not opened.
    static let version: Int64 = 1

    static let tables: [PostgresTable] = [
        .records, .checkpoints, .orders, .attempts, .permits, .approvals, .authorizations,
        .customers, .idempotencyKeys, .webhook, .webhookHeld,
    ]

    static let functions =
        PartitionRows.functions + RecordRows.functions + CheckpointRows.functions
        + OrderRows.functions + AttemptRows.functions + PermitRows.functions
        + ApprovalRows.functions + AuthorizationRows.functions + CustomerRows.functions
        + IdempotencyRows.functions + WebhookRows.functions + RowCheck.functions

    /// Who may do what.
    ///
    /// The writer adds records and changes projections; the reader reads. Neither removes anything
    /// that is evidence.
    private static let rights: [String] = {
        let operational = tables.filter { !$0.isEvidence }.map { "payscore.\($0.name)" }
        let changing = ["orders", "attempts", "permits", "approvals", "authorizations"]
            .map { "payscore.\($0)" }
        let removable = ["idempotency_keys", "webhook_held"].map { "payscore.\($0)" }
        return [
            "GRANT USAGE ON SCHEMA payscore TO payscore_writer, payscore_reader",
            "GRANT SELECT ON ALL TABLES IN SCHEMA payscore TO payscore_writer, payscore_reader",
            "GRANT INSERT ON payscore.records, payscore.checkpoints TO payscore_writer",
            "GRANT UPDATE ON payscore.partitions TO payscore_writer",
            """
            GRANT INSERT, UPDATE ON \((changing + operational).joined(separator: ", "))
            TO payscore_writer
            """,
            "GRANT DELETE ON \(removable.joined(separator: ", ")) TO payscore_writer",
            "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA payscore FROM PUBLIC",
            """
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA payscore
            TO payscore_writer, payscore_reader
            """,
        ]
    }()

    private static let roles = ["payscore_writer", "payscore_reader"].map { role in
        """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '\(role)') THEN
                CREATE ROLE \(role) NOLOGIN;
            END IF;
        END $$
        """
    }

    /// Makes the tables and functions, in one transaction.
    ///
    /// - Parameters:
    ///   - partitions: Into how many the journal is cut, for ever.
    ///   - key: By which the journal is known.
    static func create(on connection: Connection, partitions: Int32, key: [UInt8]) throws {
        var identity = Values()
        identity.add(version)
        identity.add(Int64(partitions))
        identity.add(key)
        let statements =
            roles + ["CREATE SCHEMA payscore", PostgresTable.identity, PostgresTable.partitions]
            + [PostgresTable.refuse] + tables.flatMap(\.statements) + functions.map(\.definition)
            + identityStays + rights
        let calls =
            [Call.beginWriting, Call("SELECT pg_advisory_xact_lock(\(lock))")]
            + statements.map { Call($0) } + [
                Call(
                    """
                    INSERT INTO payscore.identity (id, version, partitions, key)
                    VALUES (1, $1, $2, $3)
                    """, of: "identity", identity),
                Call(
                    """
                    INSERT INTO payscore.partitions (partition)
                    SELECT n FROM generate_series(0, \(partitions - 1)) AS n
                    """, of: "partitions"),
            ]
        do {
            _ = try connection.run(
                calls + [.commit], isCommitting: true, within: .seconds(120))
        } catch {
            if !connection.isLost { _ = try? connection.run([.rollBack], within: .seconds(10)) }
            if error.sqlState == "42P06" {
                throw JournalError(.conflict, "the database has a schema payscore already")
            }
            throw error
        }
    }

    private static let identityStays = ["UPDATE", "DELETE", "TRUNCATE"].map {
        PostgresTable.refusal(of: $0, on: "identity")
    }

    /// A number of ours, so that two who make the tables wait for each other.
    private static let lock: Int64 = 0x7061_7973_636f_7265

    // MARK: Checking

    private static let identity = Call(
        "SELECT version::bigint, partitions::bigint, key FROM payscore.identity WHERE id = 1",
        of: "identity")
    private static let storedFunctions = Call(
        """
        SELECT p.proname::text, p.prosrc FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'payscore'
        """, of: "functions")
    private static let storedTriggers = Call(
        """
        SELECT t.tgname::text FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'payscore' AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
        """, of: "triggers")
    private static let storedColumns = Call(
        """
        SELECT c.relname::text || '.' || a.attname::text || ' ' || format_type(a.atttypid, NULL)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'payscore' AND c.relkind IN ('r', 'p')
            AND a.attnum > 0 AND NOT a.attisdropped
        """, of: "columns")

    /// Makes sure that tables and functions are those of this version.
    ///
    /// - Returns: Into how many partitions the journal is cut.
    /// - Throws: ``JournalError``: `missing`, `tooNew`, `tooOld` or `schemaAltered`.
    static func check(_ connection: Connection) throws -> Int64 {
        let found: (version: Int64, partitions: Int64)?
        do {
            found = try connection.run([identity], within: .seconds(30))[0].first { row in
                (try row.number(), try row.number())
            }
        } catch let failure as ServerFailure where ["42P01", "3F000"].contains(failure.sqlState) {
            throw JournalError(
                .missing,
                "the database has no journal; its owner makes one (see the page "
                    + "about PostgreSQL)")
        }
        guard let found else { throw altered("the row of identity is missing") }
        guard found.version == version else {
            throw JournalError(
                found.version > version ? .tooNew : .tooOld,
                "the journal's tables have version \(found.version), and this program knows "
                    + "\(version)")
        }
        let answers = try connection.run(
            [storedFunctions, storedTriggers, storedColumns], within: .seconds(30))
        let bodies = try answers[0].all { row in (try row.text(), try row.text()) }
        let stored = Dictionary(bodies) { first, _ in first }
        for function in functions where stored[function.name] != function.body {
            throw altered("the function payscore.\(function.name) is missing or altered")
        }
        let triggers = Set(try answers[1].all { row in try row.text() })
        for trigger in triggerNames where !triggers.contains(trigger) {
            throw altered("the trigger \(trigger) is missing or disabled")
        }
        let columns = Set(try answers[2].all { row in try row.text() })
        for table in tables {
            for column in table.columns {
                let wanted = "\(table.name).\(column.name) \(column.type.catalogName)"
                guard columns.contains(wanted) else {
                    throw altered("the column \(table.name).\(column.name) is missing or altered")
                }
            }
        }
        return found.partitions
    }

    private static let triggerNames: [String] = (tables.flatMap(\.statements) + identityStays)
        .filter { $0.hasPrefix("CREATE TRIGGER ") }
        .compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) }

    private static func altered(_ what: String) -> JournalError {
        JournalError(.schemaAltered, "\(what); let the journal's owner look, and restore a copy")
    }
}
