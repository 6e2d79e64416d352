/// That the API would be reached from other machines in clear text.
public struct ListenerNotLoopback: Error, Hashable, Sendable {
    /// Where it was to listen.
    public let address: ListenAddress

    /// The stable code.
    public var code: OrderServiceErrorCode { .listenerNotLoopback }
}

extension ListenerNotLoopback: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        "\(address) is reached from other machines, and tokens would cross the network in clear "
            + "text; give it a certificate, listen on 127.0.0.1, or say that a proxy in front "
            + "brings TLS"
    }
}
