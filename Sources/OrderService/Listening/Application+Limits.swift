import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore

extension Application where Responder == RouterResponder<ServiceContext> {
    /// A listener, held within its limits.
    static func limited(
        _ responder: Responder, at address: BindAddress, _ limits: OrderServerLimits,
        _ certificate: ListenerCertificate? = nil,
        onServerRunning: @escaping @Sendable (any Channel) async -> Void
    ) throws -> Application {
        let plain = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                idleTimeout: TimeAmount(limits.idleTimeout),
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.headerBytes,
                    maxHeaderListSize: limits.headerBytes,
                    maxHeaderFieldCount: limits.headerCount)))
        return Application(
            responder: responder,
            server: try certificate.map {
                try .tls(plain, tlsConfiguration: $0.configuration)
            } ?? plain,
            configuration: ApplicationConfiguration(
                address: address,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    max(1, limits.connections), logger: .quiet)),
            onServerRunning: onServerRunning, logger: .quiet)
    }
}

extension Logger {
    /// What Hummingbird would tell names addresses and errors as they come; what matters is told by
    /// the endpoints themselves.
    static let quiet = Logger(label: "payscore.service") { _ in SwiftLogNoOpLogHandler() }
}
