import OrderEngine
import OrderEngineTesting
import OrderLifecycle

/// An order that awaits payment of ¥128.00, and who cancels it in an article.
struct ArticleBench {
    let provider = FakeProvider()
    let clock = ManualClock()
    let journal = InMemoryJournal()
    let order: OutOrderNumber
    let clerk: Caller

    init() throws {
        order = try OutOrderNumber("RENT-1")
        clerk = Caller(
            actor: try ActorName("clerk-7"), channel: try CallerChannel("order-service"))
        provider.show(order, as: .awaitingPayment(fen: 12_800))
    }

    func engine(settings: EngineSettings = EngineSettings()) -> Engine {
        Engine(
            journal: journal, provider: provider, settings: settings, clock: clock,
            random: SeededRandom(seed: 1))
    }
}

extension OrderSnapshot {
    static func awaitingPayment(fen: Int64) -> OrderSnapshot {
        OrderSnapshot(
            state: "DOING", stateDescription: "MCH_COMPLETE",
            collection: CollectionSnapshot(
                state: "USER_PAYING", totalAmount: .fen(fen), payingAmount: .fen(fen),
                paidAmount: .fen(0)))
    }
}
