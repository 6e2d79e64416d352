/// How a server listens.
public struct OrderServerSettings: Sendable {
    /// Where the API is served.
    public let api: ListenAddress
    /// Where WeChat's notifications are taken; `nil` if another program takes them.
    public let notifications: ListenAddress?
    /// The path of notifications, as the `notify_url` of orders has it.
    public var notificationPath = "/notify"
    /// Whether pages for people are served at `/console/`, beside the API.
    public var servesConsole = false
    /// The certificate of the API; without one, it is served in clear text.
    public let certificate: ListenerCertificate?
    /// The certificate of the listener that takes notifications; without one, a proxy in front
    /// brings the HTTPS that WeChat asks for.
    public var notificationCertificate: ListenerCertificate?
    /// Whether a proxy on the way brings TLS.
    public let isBehindTLS: Bool
    /// What is permitted at most.
    public var limits = OrderServerLimits()

    /// Creates settings.
    ///
    /// - Parameters:
    ///   - api: Where the API is served: on loopback, unless there is TLS.
    ///   - notifications: Where notifications are taken; their signature protects them.
    ///   - certificate: The certificate of the API.
    ///   - isBehindTLS: Whether a proxy on the way brings TLS, so that the API may listen elsewhere
    ///     than on loopback without a certificate.
    /// - Throws: ``ListenerNotLoopback`` if tokens would cross a network in clear text.
    public init(
        api: ListenAddress = ListenAddress(port: 8090), notifications: ListenAddress? = nil,
        certificate: ListenerCertificate? = nil, isBehindTLS: Bool = false
    ) throws(ListenerNotLoopback) {
        guard api.isLoopback || isBehindTLS || certificate != nil else {
            throw ListenerNotLoopback(address: api)
        }
        self.api = api
        self.notifications = notifications
        self.certificate = certificate
        self.isBehindTLS = isBehindTLS
    }

    /// Whether whoever reaches the API does so through TLS.
    var hasTLS: Bool { isBehindTLS || certificate != nil }
}
