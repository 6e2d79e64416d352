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
        let response: HTTPClientResponse
        do {
            response = try await made().execute(
                request, timeout: .seconds(limit.components.seconds))
        } catch let error as HTTPClientError where WitnessAddress.isLate(error) {
            throw WebhookFailure("did not answer within \(limit.components.seconds) seconds")
        } catch {
            throw WebhookFailure("could not be reached: \(WitnessAddress.words(for: error))")
        }
        let status = response.status.code
        guard !(200..<300).contains(status) else { return }
        let seconds = response.headers.first(name: "retry-after").flatMap { UInt32($0) }
        throw WebhookFailure(
            "answered \(status)", isOfMessage: Self.isOfMessage(status),
            retryAfter: seconds.map { .seconds($0) })
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
