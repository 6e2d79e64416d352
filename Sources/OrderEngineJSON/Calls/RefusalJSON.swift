public import OrderLifecycle

/// WeChat's verified "no" to one call.
public struct RefusalJSON: Codable, Hashable, Sendable {
    /// What the refusal means for the attempt.
    public let kind: String
    /// WeChat's `code`, as it came.
    public let code: String
    /// The HTTP status.
    public let status: Int
    /// WeChat's `message`, as it came.
    public let message: String

    private enum CodingKeys: String, CodingKey {
        case kind
        case code
        case status
        case message
    }

    /// Takes a refusal.
    public init(_ refusal: Refusal) {
        kind = refusal.kind.rawValue
        code = refusal.code
        status = refusal.status
        message = refusal.message
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(kind, forKey: .kind)
        try members.encode(code, forKey: .code)
        try members.encode(status, forKey: .status)
        try members.encode(message, forKey: .message)
    }
}
