import Foundation
import Measuring
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Synchronization
import WeChatPay

/// A merchant with the real engine, the real adapter and a journal on the disk.
final class Shop: Sendable {
    let journal: SQLiteJournalStore
    let provider: WeChatPayProvider
    let caller: Caller
    private let engine: Engine
    private let customerKey: CustomerKey
    private let created = Atomic(0)

    /// How many orders are created at once; this is not measured.
    private static let hands = 64

    static func open(configuration: URL, journalIn directory: URL) async throws -> Shop {
        guard let customerKey = CustomerKey(bytes: [UInt8](repeating: 0x2A, count: 32)) else {
            throw WentOtherwise(what: "a key of 32 bytes", became: "none")
        }
        return Shop(
            journal: try await SQLiteJournalStore.open(
                at: directory.appending(path: "shop.sqlite")),
            provider: WeChatPayProvider(settings: try MerchantFile(configuration).settings()),
            caller: Caller(
                actor: try ActorName("benchmark"), channel: try CallerChannel("benchmark")),
            customerKey: customerKey)
    }

    private init(
        journal: SQLiteJournalStore, provider: WeChatPayProvider, caller: Caller,
        customerKey: CustomerKey
    ) {
        self.journal = journal
        self.provider = provider
        self.caller = caller
        self.customerKey = customerKey
        engine = Engine(journal: journal, provider: provider, customerKey: customerKey)
    }

    /// An engine of the same merchant on other ports.
    func engine(on journal: any Journal, _ provider: any Provider) -> Engine {
        Engine(journal: journal, provider: provider, customerKey: customerKey)
    }

    func close() async throws {
        await provider.shutdown()
        try await journal.close()
    }

    /// Creates orders and cancels them; only the cancelling is timed.
    func cancelRate(_ count: Int, inFlight: Int) async throws -> CancelRate {
        let orders = try await createOrders(count)
        let start = (wall: Clocks.wall, processor: Clocks.processor)
        try await inParallel(orders, hands: inFlight) { [self] order in
            try await cancel(order, with: engine)
        }
        return CancelRate(
            rate: Double(count) / (Clocks.wall - start.wall),
            processorSeconds: Clocks.processor - start.processor)
    }

    /// Asks about all orders; each must stand where the journal knew it to stand.
    func sweep(
        _ settings: SweepSettings, through provider: any Provider,
        progress: @escaping @Sendable (SweepStep) -> Void
    ) async throws -> SweepPosition {
        let engine = engine(on: journal, provider)
        let report = try await engine.sweep(settings, caller: caller, progress: progress)
        guard report.position.isComplete, report.position.differed == 0,
            report.position.failed == 0
        else { throw WentOtherwise(what: "the sweep", became: "\(report)") }
        return report.position
    }

    /// Creates orders in no-confirm mode, which are in service at once.
    func createOrders(_ count: Int) async throws -> [OutOrderNumber] {
        let last = created.add(count, ordering: .relaxed).newValue
        let orders = try ((last - count)..<last).map { try OutOrderNumber("B\($0)") }
        try await inParallel(orders, hands: Self.hands) { [self] order in
            let result = try await engine.create(
                order, json: Self.creation(of: order), caller: caller)
            guard case .attempted(let report, _) = result, report.attempt.isSettled else {
                throw WentOtherwise(what: "the creation of \(order)", became: "\(result)")
            }
        }
        return orders
    }

    /// Cancels an order in service, which needs no acknowledgement.
    func cancel(_ order: OutOrderNumber, with engine: Engine) async throws {
        let result = try await engine.cancel(
            order, reason: try CancelReason("用户取消"), caller: caller)
        guard case .attempted(let report, _) = result, report.order.state.phase == .revoked
        else {
            throw WentOtherwise(what: "the cancel of \(order)", became: "\(result)")
        }
    }

    private static func creation(of order: OutOrderNumber) -> [UInt8] {
        let json = """
            {"out_order_no":"\(order)","service_introduction":"单车",\
            "time_range":{"start_time":"OnAccept"},\
            "risk_fund":{"name":"ESTIMATE_ORDER_COST","amount":10000},\
            "notify_url":"https://merchant.example/notify",\
            "need_user_confirm":false,"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}
            """
        return Array(json.utf8)
    }
}

/// How fast orders were cancelled.
struct CancelRate {
    /// How many a second.
    let rate: Double
    /// How long this process computed for all of them.
    let processorSeconds: Double
}

/// What has to succeed for the figures to mean anything did not.
struct WentOtherwise: Error, CustomStringConvertible {
    let what: String
    let became: String

    var description: String { "\(what) went otherwise: \(became)" }
}
