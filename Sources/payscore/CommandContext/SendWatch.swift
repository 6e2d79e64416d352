import OrderEngine
import OrderLifecycle
import Synchronization

/// WeChat, watched: whether anything was sent that may change an order.
///
/// A command that fails afterwards must not be read as "nothing happened".
final class SendWatch: Provider {
    private let provider: any Provider
    private let sent = Mutex(false)

    init(_ provider: any Provider) {
        self.provider = provider
    }

    /// Whether a call of the command that runs was sent, or may have been.
    var hasSent: Bool { HandedOver.current?.hasSent ?? sent.withLock { $0 } }

    private func noteSent() {
        guard let handed = HandedOver.current else { return sent.withLock { $0 = true } }
        handed.noteSent()
    }

    var merchant: MerchantID? { provider.merchant }

    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        await provider.query(order)
    }

    func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        await provider.query(id)
    }

    func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        try provider.request(for: wish, of: order)
    }

    func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification {
        try await provider.open(notification)
    }

    func openID(in message: RequestMessage) -> OpenID? { provider.openID(in: message) }

    func query(
        _ authorization: AuthorizationReference
    ) async -> ProviderAnswer<AuthorizationObservation> {
        await provider.query(authorization)
    }

    func request(
        for wish: AuthorizationWish
    ) throws(RequestProblems) -> AuthorizationRequest {
        try provider.request(for: wish)
    }

    func send(
        _ request: AuthorizationRequest
    ) async -> ProviderAnswer<AuthorizationReceipt> {
        let answer = await provider.send(request)
        if case .notSent = answer { return answer }
        noteSent()
        return answer
    }

    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        let answer = await provider.send(request)
        if case .notSent = answer { return answer }
        noteSent()
        return answer
    }
}
