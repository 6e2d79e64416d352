import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import OrderService

/// Where checkpoints are posted: `https://`, or plain HTTP on this machine.
///
/// What two parsers could read differently is refused: user names, fragments, backslashes, letters
/// outside of ASCII.
struct WitnessAddress: Hashable, Sendable {
    /// What may stand there, as the end of a sentence.
    static let rule =
        "https://HOST/PATH, or http:// on 127.0.0.0/8, [::1] or localhost; without a user name or "
        + "a fragment, of at most \(lengthLimit) bytes"

    private static let lengthLimit = 2000
    private static let punctuation = Set("-._~:/?[]@!$&'()*+,;=%".utf8)

    /// The whole address, to be sent to and never to be shown.
    let text: String
    /// The address as it is shown: its path and its query may hold a secret.
    let shown: String

    /// Reads an address; `nil` if it breaks the ``rule``.
    init?(_ text: String) {
        let isPlain = text.hasPrefix("http://")
        guard isPlain || text.hasPrefix("https://"), text.utf8.count <= Self.lengthLimit,
            text.utf8.allSatisfy(Self.isPermitted)
        else { return nil }
        let rest = text.dropFirst(isPlain ? 7 : 8)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let (host, port) = Self.parts(of: authority)
        guard Self.isHost(host), port.map(Self.isPort) != false,
            !isPlain || Self.isLoopback(host), URL(string: text)?.host != nil
        else { return nil }
        self.text = text
        let hidden = text[authority.endIndex...]
        shown = text[..<authority.endIndex] + (["", "/"].contains(hidden) ? String(hidden) : "/…")
    }

    /// Posts a note, as text; the answer's body is not read, and no redirect is followed.
    func post(_ note: String, within limit: Duration) async throws(WitnessFailure) {
        let client = HTTPClient(configuration: Self.configuration)
        var request = HTTPClientRequest(url: text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        request.headers.add(name: "Connection", value: "close")
        request.body = .bytes(ByteBuffer(string: note))
        let seconds = limit.components.seconds
        let answer: Result<HTTPResponseStatus, any Error>
        do {
            let response = try await client.execute(request, timeout: .seconds(seconds))
            answer = .success(response.status)
        } catch {
            answer = .failure(error)
        }
        try? await client.shutdown()
        switch answer {
        case .success(let status) where (200..<300).contains(status.code): return
        case .success(let status) where (300..<400).contains(status.code):
            throw WitnessFailure("answered \(status.code); redirects are not followed")
        case .success(let status): throw WitnessFailure("answered \(status.code)")
        case .failure(let error as HTTPClientError) where Self.isLate(error):
            throw WitnessFailure.late(limit)
        case .failure(let error):
            throw WitnessFailure("could not be reached: \(Self.words(for: error))")
        }
    }

    static func words(for error: any Error) -> String {
        switch error {
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            "TLS was not agreed on; the certificate must be trusted here, valid, and this host's"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError where error.connectionErrors.isEmpty:
            "the host \(error.host) is not known"
        case let error as NIOConnectionError:
            "\(error.host), port \(error.port), refuses the connection or does not answer"
        case let error as HTTPClientError: error.shortDescription.cut(toBytes: 200)
        default: "the connection failed"
        }
    }

    static func isLate(_ error: HTTPClientError) -> Bool {
        [.deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout].contains(error)
    }

    /// A client that trusts certificates as usual, follows no redirect and repeats nothing.
    static var configuration: HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .fullVerification
        tls.minimumTLSVersion = .tlsv12
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow, proxy: nil,
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private static func isPermitted(_ byte: UInt8) -> Bool {
        let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return isLetter || (0x30...0x39).contains(byte) || punctuation.contains(byte)
    }

    private static func parts(of authority: Substring) -> (host: Substring, port: Substring?) {
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = host.dropFirst().dropLast()
            return inner.contains(":") && inner.allSatisfy { $0.isHexDigit || $0 == ":" }
        }
        return !host.isEmpty
            && host.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
    }

    private static func isPort(_ port: Substring) -> Bool {
        (1...5).contains(port.count) && port.allSatisfy(\.isNumber)
            && Int(port).map { (1...65_535).contains($0) } == true
    }

    private static func isLoopback(_ host: Substring) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && (part == "0" || !part.hasPrefix("0"))
                    && Int(part).map { (0...255).contains($0) } == true
            }
    }
}
