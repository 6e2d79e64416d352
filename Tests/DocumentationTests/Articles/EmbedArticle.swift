import Logging
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import ServiceLifecycle
import UnixSignals
import WeChatPay

/// The code of "Embed the engine".
enum EmbedArticle {
    static func open(_ wechat: WeChatPaySettings) async throws {
        let journal = try await SQLiteJournalStore.open(at: "/var/lib/orders/payscore.sqlite")
        let provider = WeChatPayProvider(settings: wechat)
        let engine = Engine(journal: journal, provider: provider)
        try await run(journal, provider, engine)
    }

    static func run(
        _ journal: SQLiteJournalStore, _ provider: WeChatPayProvider, _ engine: Engine
    ) async throws {
        let reconciler = Caller(
            actor: try ActorName("order-service"), channel: try CallerChannel("reconciler"))
        let group = ServiceGroup(
            services: [journal, EngineService(engine, caller: reconciler)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "order-service"))
        try await group.run()
        await provider.shutdown()
    }

    static func watch(_ engine: Engine, page: (String) async -> Void) async {
        for await told in engine.alarms {
            switch told {
            case .raised(let alarm): await page(alarm.code)
            case .dropped(let count): await page("\(count) alarms were not read in time")
            }
        }
    }
}
