public import OrderEngine
import OrderJournal

/// A request as it would be sent.
///
/// A body can name the customer, as with an `openid`, and it is the merchant's own text. It stands
/// here only where somebody asked to see it; its digest always does.
public struct RequestJSON: Codable, Hashable, Sendable {
    /// The HTTP method.
    public let method: String
    /// The path with its query.
    public let path: String
    /// The SHA-256 of the body's bytes, in lower-case hexadecimal digits.
    public let bodyDigest: String
    /// The body, where it is to be shown.
    public let body: String?

    private enum CodingKeys: String, CodingKey {
        case method
        case path
        case bodyDigest = "body_sha256"
        case body
    }

    /// Takes a request.
    ///
    /// - Parameters:
    ///   - request: What would be sent.
    ///   - showsBody: Whether the body may be read by whoever reads the answer, and its logs.
    public init(_ request: ProviderRequest, showsBody: Bool = false) {
        method = request.method
        path = request.path
        bodyDigest = Digest32.of(request.body).hex
        body = showsBody ? String(decoding: request.body, as: UTF8.self) : nil
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(method, forKey: .method)
        try members.encode(path, forKey: .path)
        try members.encode(bodyDigest, forKey: .bodyDigest)
        try members.encode(body, forKey: .body)
    }
}
