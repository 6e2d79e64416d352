import CLibPQ
public import OrderJournal

/// Where a journal's database is: `postgres://…`, as PostgreSQL's own programs read it.
///
///     let address = try PostgresAddress("postgres://payscore@db1,db2/orders")
///
/// It takes no password. That comes from a password file (`passfile`, or `~/.pgpass`), or a client
/// certificate takes its place. Over a network TLS is asked for with the server's name verified
/// (`sslmode=verify-full`), unless the address says otherwise.
public struct PostgresAddress: Hashable, Sendable {
    /// The beginnings of an address.
    static let schemes = ["postgres://", "postgresql://"]

    /// The address's settings by libpq's names, without a password.
    let settings: [String: String]

    /// Whether a text is meant as such an address.
    public static func isAddress(_ text: String) -> Bool {
        schemes.contains { text.hasPrefix($0) }
    }

    /// Reads an address.
    ///
    /// - Throws: `JournalError` with `JournalErrorCode.cannotOpen` where it is none, or has a
    ///   password.
    public init(_ text: String) throws(JournalError) {
        guard Self.isAddress(text) else {
            throw JournalError(.cannotOpen, "the address must begin with postgres://")
        }
        guard let options = PQconninfoParse(text, nil) else {
            // What libpq says would repeat the address.
            throw JournalError(
                .cannotOpen,
                "this is no address of a PostgreSQL database; it should look like "
                    + "postgres://USER@HOST:PORT/DATABASE")
        }
        defer { PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                settings[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        guard settings["password"] == nil, settings["sslpassword"] == nil else {
            throw JournalError(
                .cannotOpen,
                "an address must not have a password, for it stands in lists of processes and in "
                    + "logs; use a password file (passfile=…, or ~/.pgpass) or a certificate")
        }
        for name in ["service", "options", "fallback_application_name"]
        where settings[name] != nil {
            throw JournalError(
                .cannotOpen, "an address cannot have \(name) here; give the rest without it")
        }
        self.settings = settings
    }

    /// What to connect with.
    ///
    /// - Parameters:
    ///   - isWriting: Whether only a server that can be written is wanted.
    ///   - isDirect: Whether no pooler is in between, which would not know the server's settings.
    func parameters(isWriting: Bool, isDirect: Bool) -> [(name: String, value: String)] {
        var all = [
            "application_name": "payscore", "client_encoding": "UTF8", "connect_timeout": "10",
            "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3",
            "tcp_user_timeout": "20000",
            "target_session_attrs": isWriting ? "read-write" : "any",
        ]
        // A host that stands still inside a transaction holds its partition no longer than this.
        if isDirect { all["options"] = "-c idle_in_transaction_session_timeout=5000" }
        if !isLocal { all["sslmode"] = "verify-full" }
        for (name, value) in settings { all[name] = value }
        if isWriting { all["target_session_attrs"] = "read-write" }
        return all.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// Whether every host is a socket of this machine.
    private var isLocal: Bool {
        guard settings["hostaddr"] == nil else { return false }
        return (settings["host"] ?? "").split(separator: ",").allSatisfy {
            $0.hasPrefix("/") || $0.hasPrefix("@")
        }
    }

    /// The database and where it is, for people; without the user.
    public var place: String {
        let hosts = settings["host"] ?? settings["hostaddr"] ?? "this machine"
        return "\(settings["dbname"] ?? settings["user"] ?? "postgres") at \(hosts)"
    }
}
