import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OrderService
import ServiceLifecycle
import Synchronization

/// Posts the messages of a webhook; the answer's body is not read, and no redirect is followed.
final class WebhookClient: WebhookReceiver, Service {
    private let address: WitnessAddress
    private let limit: Duration
    /// Made at the first message, since one that is made must be shut down.
    private let client = Mutex<HTTPClient?>(nil)

    /// - Parameter limit: How long a message may take.
    init(_ address: WitnessAddress, within limit: Duration = .seconds(10)) {
        self.address = address
        self.limit = limit
    }

    var name: String { address.shown }

    /// Keeps the connections until a graceful shutdown.
    func run() async throws {
        try? await gracefulShutdown()
        let made = client.withLock { client in
            defer { client = nil }
            return client
        }
        try await made?.shutdown()
    }

    func take(_ message: WebhookMessage) async throws(WebhookFailure) {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        for header in message.headers {
            request.headers.add(name: header.name, value: header.value)
        }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        let status: HTTPResponseStatus
        do {
            status = try await made().execute(
                request, timeout: .seconds(limit.components.seconds)
            ).status
        } catch let error as HTTPClientError where WitnessAddress.isLate(error) {
            throw WebhookFailure("did not answer within \(limit.components.seconds) seconds")
        } catch {
            throw WebhookFailure("could not be reached: \(WitnessAddress.words(for: error))")
        }
        guard !(200..<300).contains(status.code) else { return }
        throw WebhookFailure(
            "answered \(status.code)", isOfMessage: Self.isOfMessage(status.code))
    }

    private func made() -> HTTPClient {
        client.withLock { client in
            if let client { return client }
            let made = HTTPClient(configuration: WitnessAddress.configuration)
            client = made
            return made
        }
    }

    /// Whether a refusal is about what was sent; what asks for patience, or fails, is not.
    private static func isOfMessage(_ status: UInt) -> Bool {
        (400..<500).contains(status) && ![401, 403, 404, 408, 410, 425, 429].contains(status)
    }
}
