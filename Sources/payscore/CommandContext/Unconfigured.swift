import OrderEngine
import OrderJournal
import OrderLifecycle

/// Stands where commands need no WeChat: it sends nothing, and says so.
struct Unconfigured: Provider {
    let merchant: MerchantID?

    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        .notSent(Self.failure)
    }

    func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        .notSent(Self.failure)
    }

    func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        throw RequestProblems(pointer: "", explanation: Self.failure.explanation)
    }

    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        .notSent(Self.failure)
    }

    func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification {
        throw .unverified(.unknownSerial)
    }

    func openID(in message: RequestMessage) -> OpenID? { nil }

    private static let failure = UnreachableProvider(
        explanation: "no access to WeChat is configured")
}
