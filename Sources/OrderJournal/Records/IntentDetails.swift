public import OrderLifecycle

/// An intent as it is recorded.
public struct IntentDetails: Hashable, Sendable {
    /// The attempt.
    public let attempt: AttemptID
    /// The call, with what it asks for.
    public let call: AttemptedCall
    /// The SHA-256 digest of the request as it is stored: of its `RequestEnvelope`.
    public let requestDigest: Digest32
    /// What is given up, and by whose word; absent where nothing is.
    public let consent: ConsentDetails?
    /// The customer whom the request names; absent where it names none.
    public let customer: CustomerID?
    /// The requested call that the attempt makes; absent where it was made at once.
    public let approval: ApprovalID?

    /// Creates the entry of a call on an order.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - call: The call, with what it asks for.
    ///   - requestDigest: The digest of the request as it is stored.
    ///   - consent: What is given up, and by whose word.
    ///   - customer: The customer whom the request names.
    ///   - approval: The requested call that the attempt makes.
    public init(
        attempt: AttemptID, call: OrderCall, requestDigest: Digest32,
        consent: ConsentDetails? = nil, customer: CustomerID? = nil, approval: ApprovalID? = nil
    ) {
        self.init(
            attempt: attempt, attempted: .order(call), requestDigest: requestDigest,
            consent: consent,
            customer: customer, approval: approval)
    }

    /// Creates the entry of a call on an authorization.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - authorizationCall: The call.
    ///   - requestDigest: The digest of the request as it is stored.
    ///   - customer: The customer whom the request names.
    public init(
        attempt: AttemptID, authorizationCall: AuthorizationCall, requestDigest: Digest32,
        customer: CustomerID? = nil
    ) {
        self.init(
            attempt: attempt, attempted: .authorization(authorizationCall),
            requestDigest: requestDigest, customer: customer)
    }

    /// Creates the entry of any call.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - call: The call, with what it asks for.
    ///   - requestDigest: The digest of the request as it is stored.
    ///   - consent: What is given up, and by whose word.
    ///   - customer: The customer whom the request names.
    ///   - approval: The requested call that the attempt makes.
    public init(
        attempt: AttemptID, attempted call: AttemptedCall, requestDigest: Digest32,
        consent: ConsentDetails? = nil, customer: CustomerID? = nil, approval: ApprovalID? = nil
    ) {
        self.attempt = attempt
        self.call = call
        self.requestDigest = requestDigest
        self.consent = consent
        self.customer = customer
        self.approval = approval
    }
}
