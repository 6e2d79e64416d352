import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends single requests: no redirects, no proxy, no decompression, full TLS verification, and an
/// end to everything.
final class HTTPTransport: Sendable {
    private let client: HTTPClient
    private let limits: WeChatPayLimits

    /// The most connections to one host, so that one slow answer does not hold up another order.
    static let connectionLimit = 64

    init(limits: WeChatPayLimits) {
        self.limits = limits
        client = HTTPClient(configuration: Self.configuration(limits))
    }

    deinit {
        // A client that is forgotten rather than shut down would stop the process.
        let client = client
        Task { try? await client.shutdown() }
    }

    /// Closes all connections.
    func shutdown() async {
        try? await client.shutdown()
    }

    /// Sends a request once and waits for the whole answer.
    ///
    /// - Parameter limit: The most bytes of the answer, where they are not those of the settings.
    func exchange(
        method: String, url: String, headers: HTTPHeaders, body: [UInt8], limit: Int? = nil
    ) async -> TransportOutcome {
        if Task.isCancelled { return .notSent("the task was cancelled before anything was sent") }
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        request.headers = headers
        if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
        let prepared = request
        // The client's own deadline ends with the head of the answer; this one covers the body.
        return await withTaskGroup(of: TransportOutcome?.self) { group in
            group.addTask { await self.answer(to: prepared, limit ?? self.limits.answerBytes) }
            group.addTask {
                try? await Task.sleep(for: self.limits.requestTimeout)
                return Task.isCancelled ? nil : .unknown(.timedOut)
            }
            for await outcome in group {
                guard let outcome else { continue }
                group.cancelAll()
                return outcome
            }
            return .unknown(.connectionLost)
        }
    }

    private func answer(
        to request: HTTPClientRequest, _ limit: Int
    ) async -> TransportOutcome {
        do {
            let response = try await client.execute(
                request, timeout: TimeAmount(limits.requestTimeout))
            let status = Int(response.status.code)
            if (300..<400).contains(status) { return .unknown(.redirected(status: status)) }
            let buffer = try await response.body.collect(upTo: limit)
            return .answered(
                HTTPAnswer(
                    status: status, headers: response.headers,
                    body: Array(buffer.readableBytesView)))
        } catch {
            return TransportOutcome(of: error)
        }
    }

    private static func configuration(_ limits: WeChatPayLimits) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .fullVerification
        tls.minimumTLSVersion = .tlsv12
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            timeout: .init(
                connect: TimeAmount(limits.connectTimeout),
                read: TimeAmount(limits.requestTimeout),
                write: TimeAmount(limits.requestTimeout)),
            proxy: nil,
            ignoreUncleanSSLShutdown: false,
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionLimit
        configuration.connectionPool.idleTimeout = .seconds(20)
        // The URL names an order; it goes to WeChat and nowhere else.
        configuration.tracing.tracer = nil
        return configuration
    }
}
