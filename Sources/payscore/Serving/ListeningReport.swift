import OrderService
import StrictJSON
import Synchronization

/// Answers where the service listens, once all its listeners do.
final class ListeningReport: Sendable {
    private let settings: OrderServerSettings
    private let output: Output
    private let ports = Mutex<[OrderListener: Int]>([:])

    init(_ settings: OrderServerSettings, _ output: Output) {
        self.settings = settings
        self.output = output
    }

    /// Notes that a listener accepts connections.
    func note(_ listener: OrderListener, port: Int) {
        let known = ports.withLock { ports in
            ports[listener] = port
            return ports
        }
        let needed: Set<OrderListener> =
            settings.notifications == nil ? [.api] : [.api, .notifications]
        guard Set(known.keys) == needed else { return }
        let api = url(settings.api, known[.api])
        let console = settings.servesConsole ? api + "/console/" : nil
        let notifications = settings.notifications.map {
            url($0, known[.notifications]) + settings.notificationPath
        }
        // Where nobody reads the answer, the service serves all the same.
        try? output.answer([
            "api": .string(api), "console": .text(console), "notifications": .text(notifications),
        ]) { [api, console, notifications].compactMap { $0 }.map { "\($0)" } }
    }

    private func url(_ address: ListenAddress, _ port: Int?) -> String {
        let port = port.flatMap { UInt16(exactly: $0) } ?? address.port
        return "http://\(ListenAddress(host: address.host, port: port))"
    }
}
