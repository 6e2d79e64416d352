public import OrderLifecycle

/// A call on an authorization whose bytes are fixed.
public struct AuthorizationRequest: Hashable, Sendable {
    /// The call.
    public let call: AuthorizationCall
    /// The authorization that it speaks of.
    public let reference: AuthorizationReference
    /// What is sent, byte for byte.
    public let message: RequestMessage
    /// Why, as the body says it; `nil` where it does not.
    public let reason: String?

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - reference: The authorization that it speaks of.
    ///   - message: What is sent.
    ///   - reason: Why, as the body says it.
    public init(
        call: AuthorizationCall, reference: AuthorizationReference, message: RequestMessage,
        reason: String? = nil
    ) {
        self.call = call
        self.reference = reference
        self.message = message
        self.reason = reason
    }
}
