public import OrderLifecycle

/// An intent as it is recorded.
public struct IntentDetails: Hashable, Sendable {
    /// The attempt.
    public let attempt: AttemptID
    /// The call, with what it asks for.
    public let call: OrderCall
    /// The SHA-256 digest of the request as it is stored: of its `RequestEnvelope`.
    public let requestDigest: Digest32
    /// What is given up, and by whose word; absent where nothing is.
    public let consent: ConsentDetails?

    /// Creates an entry.
    public init(
        attempt: AttemptID, call: OrderCall, requestDigest: Digest32,
        consent: ConsentDetails? = nil
    ) {
        self.attempt = attempt
        self.call = call
        self.requestDigest = requestDigest
        self.consent = consent
    }
}
