/// What the server, or the way to it, reported; never with a value of a statement or a password.
struct ServerFailure: Error, CustomStringConvertible {
    /// What it means for the transaction that was under way.
    enum Kind: Hashable {
        /// The server refused a statement, and nothing of the transaction is stored.
        case refused
        /// The connection is gone or cannot be made; nothing was committed.
        case disconnected
        /// Whether the transaction was committed is not known.
        case commitUnknown
    }

    let kind: Kind
    /// PostgreSQL's five letters, where the server said any.
    let sqlState: String
    /// PostgreSQL's own sentence, without the details that would show what is stored.
    let message: String

    var description: String {
        sqlState.isEmpty ? message : "\(message) (SQLSTATE \(sqlState))"
    }

    /// Whether the same transaction may succeed if it is run again at once.
    var isPassing: Bool {
        switch sqlState {
        // Serialization, deadlock, a lock that was not free, and our own: somebody was first.
        case "40001", "40P01", "55P03", SQLState.overtaken: kind == .refused
        // A transaction of ours that stood still too long.
        case "25P03": true
        default: false
        }
    }

    /// Whether another try to connect may succeed a little later.
    var isConnectionPassing: Bool {
        // Starting up, shutting down, too many connections, or no answer at all.
        ["", "57P01", "57P02", "57P03", "53300", "08000", "08001", "08003", "08006"]
            .contains(sqlState) && kind == .disconnected
    }
}
