/// What a journal's commit waits for before it is acknowledged.
public struct Durability: Hashable, Sendable {
    /// What the server is told.
    let rawValue: Int64

    /// The server's disk.
    public static let flushed = Durability(rawValue: 1)
    /// The server's disk and a synchronous standby's.
    public static let replicated = Durability(rawValue: 2)
    /// Nothing is promised: for tests on a server that does not wait for its disk.
    package static let unchecked = Durability(rawValue: 0)
}
