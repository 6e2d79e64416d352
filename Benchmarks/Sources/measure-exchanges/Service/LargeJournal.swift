import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import WeChatPay

/// A journal of many orders that another program of this package made, and an engine on it.
///
/// Nothing is recorded in it.
struct LargeJournal: Sendable {
    let engine: Engine
    /// How many orders there are.
    let orders: Int
    /// The numbers of some, evenly from all, in an order that says nothing.
    let numbers: [OutOrderNumber]
    private let journal: SQLiteJournalStore
    private let provider: WeChatPayProvider

    /// How many numbers are held.
    private static let sample = 4096
    private static let page = 1000

    /// Opens a journal.
    static func open(_ path: String) async throws -> LargeJournal {
        let journal = try await SQLiteJournalStore.open(at: path)
        // The sample orders await so much that the standard velocity limit would deny each.
        var settings = EngineSettings()
        settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: 20, fen: Amount.maximum, window: .seconds(3600)))
        let provider = WeChatPayProvider(settings: try NotificationSender().settings)
        let engine = Engine(
            journal: journal, provider: provider, settings: settings, logger: .silent)
        let orders = try await journal.inspect { try $0.orderTotals() }
            .reduce(0) { $0 + $1.orders }
        let pages = max(1, orders / page)
        var generator = SystemRandomNumberGenerator()
        var numbers: [OutOrderNumber] = []
        var cursor: OutOrderNumber?
        for _ in 0..<pages {
            let found = try await engine.orders(after: cursor, limit: page)
            numbers += found.elements.map(\.order).shuffled(using: &generator)
                .prefix(max(1, sample / pages))
            cursor = found.next
            if cursor == nil { break }
        }
        return LargeJournal(
            engine: engine, orders: orders, numbers: numbers.shuffled(using: &generator),
            journal: journal, provider: provider)
    }

    func close() async throws {
        await provider.shutdown()
        try await journal.close()
    }
}
