import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts notifications: no redirects, no proxy, one connection each, and an end to everything.
final class HTTPNotificationSender: NotificationSender {
    /// How much of an answer is kept.
    private static let answerLimit = 1000

    private let client: HTTPClient
    private let timeout: Duration

    /// - Parameter timeout: how long the merchant has for the whole answer.
    init(timeout: Duration = .seconds(5)) {
        self.timeout = timeout
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: TimeAmount(timeout)),
            proxy: nil, decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.tracing.tracer = nil
        client = HTTPClient(configuration: configuration)
    }

    func shutdown() async { try? await client.shutdown() }

    func send(_ message: NotificationMessage) async -> NotificationReply {
        var request = HTTPClientRequest(url: message.url)
        request.method = .POST
        for (name, value) in message.headers { request.headers.add(name: name, value: value) }
        // A connection that stays would hold up the receiver's end.
        request.headers.add(name: "Connection", value: "close")
        request.body = .bytes(ByteBuffer(bytes: message.body))
        let prepared = request
        // The client's own deadline ends with the head of the answer; this one covers the body.
        return await withTaskGroup(of: NotificationReply?.self) { group in
            group.addTask { await self.reply(to: prepared) }
            group.addTask {
                try? await Task.sleep(for: self.timeout)
                return Task.isCancelled ? nil : .unanswered(problem: "no answer in time")
            }
            for await reply in group {
                guard let reply else { continue }
                group.cancelAll()
                return reply
            }
            return .unanswered(problem: "stopped")
        }
    }

    private func reply(to request: HTTPClientRequest) async -> NotificationReply {
        do {
            let response = try await client.execute(request, timeout: TimeAmount(timeout))
            var body: [UInt8] = []
            for try await part in response.body {
                body += Array(part.readableBytesView)
                if body.count >= Self.answerLimit { break }
            }
            return .answered(
                status: Int(response.status.code),
                text: String(decoding: body.prefix(Self.answerLimit), as: UTF8.self))
        } catch {
            return .unanswered(problem: "\(error)")
        }
    }
}
