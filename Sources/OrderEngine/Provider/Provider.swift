public import OrderLifecycle

/// WeChat Pay Score as the engine sees it: queries, and calls made of bytes fixed beforehand.
///
/// An implementation verifies every answer's signature and reports as
/// ``ProviderAnswer/refused(_:_:)`` or ``ProviderAnswer/accepted(_:_:)`` only
/// what was verified and speaks of the order that was asked for; a success proves itself, by the
/// merchant, the order and, where ``ProviderRequest/orderID`` is known, WeChat's number of it. All
/// else is unknown, and says whether a byte of the request can have left.
public protocol Provider: Sendable {
    /// The merchant whose orders these are; `nil` where no settings say so, and then no journal
    /// can be begun.
    var merchant: MerchantID? { get }

    /// Asks where an order stands.
    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation>

    /// Asks which order a customer returned from, and where it stands.
    func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder>

    /// Makes the exact bytes of a request: its method, its path and its body. They are recorded
    /// before they are sent, and sent again unchanged.
    ///
    /// - Throws: ``RequestProblems`` if the wish breaks a rule of WeChat's or belongs to another
    ///   merchant, application or service.
    func request(for wish: ProviderWish, of order: OutOrderNumber) throws(RequestProblems)
        -> ProviderRequest

    /// Verifies and decrypts a notification, without waiting for WeChat.
    ///
    /// - Throws: ``NotificationProblem`` for whatever WeChat did not sign for this merchant.
    func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification

    /// Sends a request.
    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt>

    /// The customer whom a request names, in its body or in its path; `nil` where it names none.
    ///
    /// What is not found here is not sealed with the customer's key.
    func openID(in message: RequestMessage) -> OpenID?

    /// Asks where an authorization stands.
    func query(
        _ authorization: AuthorizationReference
    ) async -> ProviderAnswer<AuthorizationObservation>

    /// Makes the exact bytes of a request about an authorization.
    ///
    /// - Throws: ``RequestProblems`` if the wish breaks a rule of WeChat's.
    func request(for wish: AuthorizationWish) throws(RequestProblems) -> AuthorizationRequest

    /// Sends a request about an authorization.
    func send(_ request: AuthorizationRequest) async -> ProviderAnswer<AuthorizationReceipt>
}

/// A provider without implementations of its own knows no authorizations.
extension Provider {
    private var failure: UnreachableProvider {
        UnreachableProvider(explanation: "this provider knows no authorizations")
    }

    /// Nothing is asked.
    public func query(
        _ authorization: AuthorizationReference
    ) async -> ProviderAnswer<AuthorizationObservation> {
        .notSent(failure)
    }

    /// There is no such request.
    public func request(
        for wish: AuthorizationWish
    ) throws(RequestProblems) -> AuthorizationRequest {
        throw RequestProblems(pointer: "", explanation: failure.explanation)
    }

    /// Nothing is sent.
    public func send(
        _ request: AuthorizationRequest
    ) async -> ProviderAnswer<AuthorizationReceipt> {
        .notSent(failure)
    }
}
