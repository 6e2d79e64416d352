public import OrderLifecycle

/// What stands behind an answer: enough to recognise it, nothing that names the customer.
public struct Evidence: Hashable, Sendable {
    /// The members of the body that tell the order's state, as compact JSON with sorted names;
    /// `nil` where nothing of the body may be kept.
    public let excerpt: String?
    /// SHA-256 of the body as received, in lower-case hex.
    public let bodyDigest: String
    /// WeChat's `Request-ID`, cut to 64 visible characters.
    public let requestID: String?
    /// The serial or ID of the WeChat key that signed the answer; `nil` for what the merchant's
    /// own code fetched.
    public let signedBy: String?
    /// When WeChat signed the answer.
    public let signedAt: Timestamp?

    /// The most bytes of an excerpt; far more than the states of an order need.
    public static let excerptLimit = 30_000

    /// Creates the evidence of an answer; an excerpt above ``excerptLimit`` is left out, so that
    /// the record which rests on it always finds room.
    public init(
        excerpt: String?, bodyDigest: String, requestID: String? = nil, signedBy: String? = nil,
        signedAt: Timestamp? = nil
    ) {
        self.excerpt = excerpt.flatMap { $0.utf8.count <= Self.excerptLimit ? $0 : nil }
        self.bodyDigest = bodyDigest
        self.requestID = requestID
        self.signedBy = signedBy
        self.signedAt = signedAt
    }
}
