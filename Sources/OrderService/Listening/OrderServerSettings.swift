/// How a server listens.
public struct OrderServerSettings: Hashable, Sendable {
    /// Where the API is served.
    public let api: ListenAddress
    /// Where WeChat's notifications are taken; `nil` if another program takes them.
    public let notifications: ListenAddress?
    /// The path of notifications, as the `notify_url` of orders has it.
    public var notificationPath = "/notify"
    /// Whether pages for people are served at `/console/`, beside the API.
    public var servesConsole = false
    /// Whether a proxy on the way brings TLS.
    public let isBehindTLS: Bool
    /// What is permitted at most.
    public var limits = OrderServerLimits()

    /// Creates settings.
    ///
    /// - Parameters:
    ///   - api: Where the API is served: on loopback, since it has no TLS.
    ///   - notifications: Where notifications are taken; their signature protects them, and a proxy
    ///     in front brings the HTTPS that WeChat asks for.
    ///   - isBehindTLS: Whether a proxy on the way brings TLS, so that the API may listen elsewhere
    ///     than on loopback.
    /// - Throws: ``ListenerNotLoopback`` if tokens would cross a network in clear text.
    public init(
        api: ListenAddress = ListenAddress(port: 8090), notifications: ListenAddress? = nil,
        isBehindTLS: Bool = false
    ) throws(ListenerNotLoopback) {
        guard api.isLoopback || isBehindTLS else { throw ListenerNotLoopback(address: api) }
        self.api = api
        self.notifications = notifications
        self.isBehindTLS = isBehindTLS
    }
}
