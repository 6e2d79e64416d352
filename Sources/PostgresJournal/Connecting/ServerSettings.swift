import JournalStorage
import OrderJournal
public import OrderLifecycle

/// The settings of a journal's server, as they were read back from a connection.
public struct ServerSettings: Hashable, Sendable {
    /// The server's version, such as 150018.
    public var version: Int
    /// Whether the server is a standby.
    public var isStandby: Bool
    /// `fsync`.
    public var fsync: String
    /// `full_page_writes`.
    public var fullPageWrites: String
    /// `synchronous_commit` of this connection.
    public var synchronousCommit: String
    /// `synchronous_standby_names`; empty where no standby is waited for.
    public var synchronousStandbyNames: String
    /// `session_replication_role`; otherwise than with `origin` no trigger fires.
    public var replicationRole: String
    /// `server_encoding`.
    public var encoding: String
    /// `idle_in_transaction_session_timeout` in milliseconds; 0 where there is none.
    public var idleTimeout: Int
    /// Whether the connection is encrypted, or a socket of this machine.
    public var isPrivate: Bool
    /// The server's clock.
    public var clock: Timestamp

    /// The oldest version that serves.
    static let leastVersion = 140_000

    /// What keeps a connection from being safe to write with; empty when all is well.
    ///
    /// - Parameter durability: What is promised.
    public func deviations(from durability: Durability) -> [String] {
        var deviations: [String] = []
        func expect(_ name: String, _ found: String, _ wanted: [String]) {
            guard !wanted.contains(found) else { return }
            deviations.append("\(name) is \(found), not \(wanted.joined(separator: " or "))")
        }
        if version < Self.leastVersion {
            deviations.append("the server's version is \(version), older than PostgreSQL 14")
        }
        if isStandby { deviations.append("the server is a standby, and only reads") }
        expect("session_replication_role", replicationRole, ["origin"])
        expect("server_encoding", encoding, ["UTF8"])
        guard durability != .unchecked else { return deviations }
        expect("fsync", fsync, ["on"])
        expect("full_page_writes", fullPageWrites, ["on"])
        expect("synchronous_commit", synchronousCommit, ["on", "remote_apply"])
        if durability == .replicated, synchronousStandbyNames.isEmpty {
            deviations.append(
                "synchronous_standby_names is empty, so that no standby is waited for")
        }
        return deviations
    }

    /// Makes sure that a connection is safe to write with.
    ///
    /// - Throws: `JournalError` with `JournalErrorCode.unsafeSettings`, and what to change.
    func check(promising durability: Durability) throws(JournalError) {
        let deviations = deviations(from: durability)
        guard !deviations.isEmpty else { return }
        throw JournalError(
            .unsafeSettings,
            "the server cannot promise durability: \(deviations.joined(separator: "; "))")
    }

    private static let query = Call(
        """
        SELECT current_setting('server_version_num')::bigint, pg_is_in_recovery(),
            current_setting('fsync'), current_setting('full_page_writes'),
            current_setting('synchronous_commit'), current_setting('synchronous_standby_names'),
            current_setting('session_replication_role'), current_setting('server_encoding'),
            (SELECT setting::bigint FROM pg_settings
                WHERE name = 'idle_in_transaction_session_timeout'),
            inet_server_addr() IS NULL OR coalesce(
                (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false),
            (extract(epoch FROM clock_timestamp()) * 1000)::bigint
        """, of: "settings")

    init(of connection: Connection) throws {
        let found = try connection.run([Self.query], within: .seconds(30))[0].first { row in
            ServerSettings(
                version: Int(try row.number()), isStandby: try row.flag(),
                fsync: try row.text(), fullPageWrites: try row.text(),
                synchronousCommit: try row.text(), synchronousStandbyNames: try row.text(),
                replicationRole: try row.text(), encoding: try row.text(),
                idleTimeout: Int(try row.number()), isPrivate: try row.flag(),
                clock: try row.time())
        }
        guard let found else {
            throw JournalError(.cannotOpen, "the server says nothing of its settings")
        }
        self = found
    }
}

extension ServerSettings {
    private init(
        version: Int, isStandby: Bool, fsync: String, fullPageWrites: String,
        synchronousCommit: String, synchronousStandbyNames: String, replicationRole: String,
        encoding: String, idleTimeout: Int, isPrivate: Bool, clock: Timestamp
    ) {
        self.version = version
        self.isStandby = isStandby
        self.fsync = fsync
        self.fullPageWrites = fullPageWrites
        self.synchronousCommit = synchronousCommit
        self.synchronousStandbyNames = synchronousStandbyNames
        self.replicationRole = replicationRole
        self.encoding = encoding
        self.idleTimeout = idleTimeout
        self.isPrivate = isPrivate
        self.clock = clock
    }
}
