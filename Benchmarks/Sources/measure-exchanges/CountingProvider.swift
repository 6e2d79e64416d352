import Measuring
import OrderEngine
import OrderJournal
import OrderLifecycle
import Synchronization

/// A provider that counts the exchanges that pass through it, and knows when they began.
final class CountingProvider: Provider {
    var merchant: MerchantID? { provider.merchant }
    private let provider: any Provider
    private let begun = Mutex<[Double]>([])

    init(_ provider: any Provider) {
        self.provider = provider
    }

    var exchanges: Int { begun.withLock(\.count) }

    /// How many began within any one second at most.
    var mostWithinASecond: Int {
        let times = begun.withLock { $0.sorted() }
        var (first, most) = (0, 0)
        for (index, time) in times.enumerated() {
            while times[first] <= time - 1 { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }

    private func note() {
        let now = Clocks.wall
        begun.withLock { $0.append(now) }
    }

    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        note()
        return await provider.query(order)
    }

    func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        note()
        return await provider.query(id)
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

    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        note()
        return await provider.send(request)
    }
}
