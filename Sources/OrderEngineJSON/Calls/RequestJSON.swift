public import OrderEngine

/// A request as it would be sent.
public struct RequestJSON: Codable, Hashable, Sendable {
    /// The HTTP method, where the provider told it.
    public let method: String?
    /// The path with its query, where the provider told it.
    public let path: String?
    /// The body.
    public let body: String

    private enum CodingKeys: String, CodingKey {
        case method
        case path
        case body
    }

    /// Takes a request, and where it would be sent.
    public init(_ request: ProviderRequest, method: String? = nil, path: String? = nil) {
        self.method = method
        self.path = path
        body = String(decoding: request.body, as: UTF8.self)
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(method, forKey: .method)
        try members.encode(path, forKey: .path)
        try members.encode(body, forKey: .body)
    }
}
