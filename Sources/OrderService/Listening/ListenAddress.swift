/// Where a listener listens.
public struct ListenAddress: Hashable, Sendable {
    /// The host: an address of this machine.
    public let host: String
    /// The port; 0 for a free one.
    public let port: UInt16

    /// Creates an address.
    public init(host: String = "127.0.0.1", port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Whether only this machine reaches it.
    public var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
}

extension ListenAddress: CustomStringConvertible {
    /// The host and the port: `127.0.0.1:8090`.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
