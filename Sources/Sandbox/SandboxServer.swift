import Foundation
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// Starts imitations of WeChat Pay Score that real clients can talk to over HTTP.
public enum SandboxServer {
    private static let idleTimeout = TimeAmount.seconds(60)
    private static let connectionLimit = 512
    private static let loopbackNames: Set = ["127.0.0.1", "::1", "localhost"]

    /// Starts a sandbox: makes or reads its directory, listens, and writes `payscore.json`.
    ///
    /// - Returns: the running sandbox, once it accepts connections.
    /// - Throws: ``SandboxError``; then nothing is left running.
    public static func start(
        _ settings: SandboxSettings
    ) async throws(SandboxError) -> RunningSandbox {
        guard loopbackNames.contains(settings.host) else {
            throw .hostNotLoopback(host: settings.host)
        }
        guard (0...65535).contains(settings.port) else {
            throw .portOutOfRange(port: settings.port)
        }
        if let url = settings.notificationReceiver, !LoopbackURL.isLoopback(url) {
            throw .receiverNotLoopback(url: url)
        }
        guard (1...1_000_000).contains(settings.notificationSpeed) else {
            throw .speedOutOfRange(speed: settings.notificationSpeed)
        }
        let directory = try SandboxDirectory.open(settings.directory, at: settings.clock())
        let token = try directory.controlToken()
        let keys = try KeyRing(directory)
        let store = try SandboxStore(directory, keys: keys, settings: settings)
        let responder = SandboxResponder(
            authenticator: try RequestAuthenticator(identity: directory.identity),
            signer: AnswerSigner(keys: keys, mode: settings.signingMode),
            store: store, gate: ControlGate(token: token), settings: settings)
        let queue = NotificationQueue(
            store: store, keys: keys, sender: settings.makeSender(), settings: settings)
        let (task, port) = try await listen(settings, responder, queue)
        do throws(SandboxError) {
            let baseURL = try url(host: settings.host, port: port)
            try directory.writeConfiguration(baseURL: baseURL)
            return RunningSandbox(
                baseURL: baseURL, port: port, configurationFile: directory.configuration,
                controlToken: token, controlTokenFile: directory.controlTokenFile, task: task,
                lock: directory.lock)
        } catch {
            task.cancel()
            _ = await task.result
            throw error
        }
    }

    private static func listen(
        _ settings: SandboxSettings, _ responder: SandboxResponder, _ queue: NotificationQueue
    ) async throws(SandboxError) -> (task: Task<Void, any Error>, port: Int) {
        let logger = Logger(label: "payscore.sandbox") { _ in SwiftLogNoOpLogHandler() }
        let (ports, found) = AsyncThrowingStream<Int, any Error>.makeStream()
        let server = Server(
            childChannelSetup: HTTP1Channel(
                responder: { request, writer, _ in
                    try await responder.respond(to: request, with: writer)
                },
                configuration: .init(idleTimeout: idleTimeout)),
            configuration: ServerConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    connectionLimit, logger: logger)),
            onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger)
        let task = Task {
            let sending = Task { await queue.run() }
            do {
                try await server.run()
                found.finish()
            } catch {
                found.finish(throwing: error)
                await queue.stop()
                sending.cancel()
                throw error
            }
            await queue.stop()
            sending.cancel()
        }
        do {
            for try await port in ports { return (task, port) }
        } catch {
            throw .addressUnavailable(
                host: settings.host, port: settings.port, cause: cause(of: error))
        }
        throw .addressUnavailable(
            host: settings.host, port: settings.port, cause: "the start was cancelled")
    }

    private static func cause(of error: any Error) -> String {
        guard let error = error as? IOError else { return "it is not available" }
        return String(cString: strerror(error.errnoCode))
    }

    private static func url(host: String, port: Int) throws(SandboxError) -> URL {
        var components = URLComponents()
        components.scheme = "http"
        components.host = host.contains(":") ? "[\(host)]" : host
        components.port = port
        guard let url = components.url else { throw .hostNotLoopback(host: host) }
        return url
    }
}
