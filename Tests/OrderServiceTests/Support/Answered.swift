import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import StrictJSON

/// An answer of HTTP.
struct Answered: Sendable {
    let status: Int
    private let headers: HTTPHeaders
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONValue.read(body) }
    }

    /// The code of a problem document.
    var code: String? { try? json["code"]?.text }

    /// The first header of that name.
    func header(_ name: String) -> String? { headers.first(name: name) }

    /// All headers as a text.
    var headerText: String { "\(headers)" }

    private static let limit = 1 << 22

    /// Makes a request, and returns its status alone.
    static func status(
        _ method: String, _ url: String, json: String? = nil, headers: [(String, String)] = []
    ) async throws -> Int {
        let response = try await response(method, url, json: json, headers: headers)
        return Int(response.status.code)
    }

    /// Makes a request.
    static func of(
        _ method: String, _ url: String, json: String? = nil, headers: [(String, String)] = [],
        isFollowing: Bool = true
    ) async throws -> Answered {
        let response = try await response(
            method, url, json: json, headers: headers, isFollowing: isFollowing)
        let body = try await response.body.collect(upTo: limit)
        return Answered(
            status: Int(response.status.code), headers: response.headers,
            body: Array(body.readableBytesView))
    }

    /// A client that goes nowhere by itself.
    private static let unmoved = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))

    /// Makes a request, and returns its answer before the body.
    static func response(
        _ method: String, _ url: String, json: String? = nil, headers: [(String, String)] = [],
        isFollowing: Bool = true
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let json {
            if !request.headers.contains(name: "content-type") {
                request.headers.add(name: "content-type", value: "application/json")
            }
            request.body = .bytes(ByteBuffer(string: json))
        }
        return try await (isFollowing ? HTTPClient.shared : unmoved).execute(
            request, timeout: .seconds(60))
    }
}
