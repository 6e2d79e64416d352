import OrderService
import StrictJSON
import Synchronization

/// Answers where the service listens, once all its listeners do.
final class ListeningReport: Sendable {
    private let settings: OrderServerSettings
    private let socket: String?
    private let output: Output
    private let found = Mutex((ports: [OrderListener: Int](), socket: false))

    init(_ settings: OrderServerSettings, socket: String?, _ output: Output) {
        self.settings = settings
        self.socket = socket
        self.output = output
    }

    /// Notes that a listener accepts connections.
    func note(_ listener: OrderListener, port: Int) {
        tell(
            found.withLock { found in
                found.ports[listener] = port
                return found
            })
    }

    /// Notes that the socket beside the journal's lock accepts connections.
    func noteSocket() {
        tell(
            found.withLock { found in
                found.socket = true
                return found
            })
    }

    private func tell(_ found: (ports: [OrderListener: Int], socket: Bool)) {
        let known = found.ports
        let needed: Set<OrderListener> =
            settings.notifications == nil ? [.api] : [.api, .notifications]
        guard Set(known.keys) == needed, found.socket == (socket != nil) else { return }
        let api = url(settings.api, known[.api], settings.certificate)
        let console = settings.servesConsole ? api + "/console/" : nil
        let notifications = settings.notifications.map {
            url($0, known[.notifications], settings.notificationCertificate)
                + settings.notificationPath
        }
        // Where nobody reads the answer, the service serves all the same.
        try? output.answer([
            "api": .string(api), "console": .text(console), "notifications": .text(notifications),
            "socket": .text(socket),
        ]) { [api, console, notifications, socket].compactMap(\.self).map { "\($0)" } }
    }

    private func url(
        _ address: ListenAddress, _ port: Int?, _ certificate: ListenerCertificate?
    ) -> String {
        let port = port.flatMap { UInt16(exactly: $0) } ?? address.port
        let scheme = certificate == nil ? "http" : "https"
        return "\(scheme)://\(ListenAddress(host: address.host, port: port))"
    }
}
