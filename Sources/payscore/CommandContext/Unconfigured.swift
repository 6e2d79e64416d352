import OrderEngine
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

    private static let failure = UnreachableProvider(
        explanation: "no access to WeChat is configured")
}
