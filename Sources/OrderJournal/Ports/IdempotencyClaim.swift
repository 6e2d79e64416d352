public import OrderLifecycle

/// That a request with an idempotency key was begun, and how it was answered.
public struct IdempotencyClaim: Hashable, Sendable {
    /// The digest of the key, of whose it is, and of what it is about.
    public let key: Digest32
    /// The digest of the request.
    public let request: Digest32
    /// When the key was claimed.
    public let at: Timestamp
    /// The answer, as whoever answered keeps it; `nil` as long as there is none.
    public let answer: [UInt8]?

    /// Creates a claim.
    ///
    /// - Parameters:
    ///   - key: The digest of the key, of whose it is, and of what it is about.
    ///   - request: The digest of the request.
    ///   - at: When the key was claimed.
    ///   - answer: The answer, where there is one.
    public init(key: Digest32, request: Digest32, at: Timestamp, answer: [UInt8]? = nil) {
        self.key = key
        self.request = request
        self.at = at
        self.answer = answer
    }
}
