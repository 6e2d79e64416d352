import OrderJournal

/// How connections are made.
struct Connecting: Sendable {
    let address: PostgresAddress
    /// Whether statements stay prepared.
    let prepares: Bool
    /// For how long a connection is tried.
    var limit = Duration.seconds(10)

    func connect(isWriting: Bool) throws(ServerFailure) -> Connection {
        try Connection(address, isWriting: isWriting, prepares: prepares, within: limit)
    }
}
