import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization

/// A fake provider an order, each of which lets others go first by chance.
final class UnsteadyProvider: Provider {
    let merchant: MerchantID? = BeginningDetails.sample.merchant
    private let desks = Mutex<[OutOrderNumber: FakeProvider]>([:])
    private let random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The provider of one order.
    func desk(of order: OutOrderNumber) -> FakeProvider {
        desks.withLock { desks in
            let desk = desks[order] ?? FakeProvider()
            desks[order] = desk
            return desk
        }
    }

    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        await hesitate()
        let answer = await desk(of: order).query(order)
        await hesitate()
        return answer
    }

    /// No customer returns here.
    func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        await FakeProvider().query(id)
    }

    func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        try desk(of: order).request(for: wish, of: order)
    }

    func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification {
        throw .unverified(.unsigned)
    }

    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        await hesitate()
        let answer = await desk(of: request.order).send(request)
        await hesitate()
        return answer
    }

    func openID(in message: RequestMessage) -> OpenID? { FakeProvider().openID(in: message) }

    private func hesitate() async {
        for _ in 0..<random.next() % 8 { await Task.yield() }
    }
}
