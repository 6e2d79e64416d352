import Foundation
import Measuring
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Synchronization
import WeChatPay

/// A merchant's program that receives notifications, with a journal on the disk.
final class NotificationDesk: Sendable {
    private let journal: SQLiteJournalStore
    private let provider: WeChatPayProvider
    let engine: Engine
    private let sender: NotificationSender
    private let caller: Caller
    private let created = Atomic(0)
    private let committed = Atomic<Int64>(0)

    /// How many orders are created in one commit; this is not measured.
    private static let batch = 1000
    /// What an order's notification leaves: that it came, and what it shows.
    private static let recordsEach: Int64 = 2

    static func open(in directory: URL, from sender: NotificationSender) async throws
        -> NotificationDesk
    {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let desk = NotificationDesk(
            journal: try await SQLiteJournalStore.open(
                at: directory.appending(path: "desk.sqlite")), sender: sender,
            caller: Caller(
                actor: try ActorName("benchmark"), channel: try CallerChannel("benchmark")))
        try await desk.begin()
        return desk
    }

    private init(journal: SQLiteJournalStore, sender: NotificationSender, caller: Caller) {
        self.journal = journal
        self.sender = sender
        self.caller = caller
        provider = WeChatPayProvider(settings: sender.settings)
        engine = Engine(
            journal: journal, provider: provider,
            logger: .silent)
    }

    /// Has the journal begin, which its first record does.
    private func begin() async throws {
        for confirmation in try sender.confirmations(of: [try OutOrderNumber("ADOPTED")]) {
            try await receive(confirmation)
        }
        committed.store(try await records(), ordering: .relaxed)
    }

    private func records() async throws -> Int64 {
        try await journal.inspect { try $0.lastRecord()?.sequence ?? 0 }
    }

    /// Makes sure that there are exactly the records that should be, and closes the journal.
    func close() async throws {
        let (found, expected) = (try await records(), committed.load(ordering: .relaxed))
        guard found == expected else {
            throw WentOtherwise(what: "\(expected) records", became: "\(found)")
        }
        await provider.shutdown()
        try await journal.close()
    }

    // MARK: What is measured

    /// Receives the confirmations of new orders.
    func receive(
        _ count: Int, inFlight: Int
    ) async throws -> (effort: Effort, latencies: [Double]) {
        let confirmations = try await confirmations(count)
        let latencies = Mutex<[Double]>([])
        let effort = try await Effort.measuring {
            try await inParallel(confirmations, hands: inFlight) { [self] confirmation in
                let start = Clocks.wall
                try await receive(confirmation)
                let milliseconds = (Clocks.wall - start) * 1000
                latencies.withLock { $0.append(milliseconds) }
            }
            return count
        }
        committed.add(Int64(count) * Self.recordsEach, ordering: .relaxed)
        return (effort, latencies.withLock { $0 })
    }

    private func receive(_ confirmation: SealedConfirmation) async throws {
        let answer = await engine.receive(confirmation.notification, caller: caller)
        guard answer == .recorded else {
            throw WentOtherwise(what: "a notification", became: "\(answer)")
        }
    }

    /// Receives the confirmations of new orders over HTTP.
    func receive(
        _ count: Int, through crowd: HTTPCrowd
    ) async throws -> (effort: Effort, latencies: [Double]) {
        let requests = try await confirmations(count).map { confirmation in
            HTTPRequestText.post(
                "/notify", headers: confirmation.headers, json: confirmation.body)
        }
        let received = try await crowd.send(requests, expecting: 204)
        committed.add(Int64(count) * Self.recordsEach, ordering: .relaxed)
        return received
    }

    /// Does with the confirmations of new orders what nobody can do without.
    func receiveBare(_ count: Int, inFlight: Int) async throws -> Effort {
        let confirmations = try await confirmations(count).map { ($0, try drafts(for: $0)) }
        let effort = try await Effort.measuring {
            try await inParallel(confirmations, hands: inFlight) { [self] confirmation, drafts in
                Optimizer.consume(try sender.verifyAndOpen(confirmation))
                try await journal.commit(on: [.order(confirmation.order)]) { transaction in
                    for draft in drafts { try transaction.append(draft) }
                }
            }
            return count
        }
        committed.add(Int64(count) * Self.recordsEach, ordering: .relaxed)
        return effort
    }

    // MARK: What is made before

    private func confirmations(_ count: Int) async throws -> [SealedConfirmation] {
        try sender.confirmations(of: try await createOrders(count))
    }

    /// Creates orders that wait for their customers.
    private func createOrders(_ count: Int) async throws -> [OutOrderNumber] {
        let last = created.add(count, ordering: .relaxed).newValue
        let orders = try ((last - count)..<last).map { try OutOrderNumber("N\($0)") }
        let (caller, merchant) = (caller, sender.settings.merchant)
        let identity = OrderIdentity(
            merchantID: merchant.merchantID, appID: merchant.appID, serviceID: merchant.serviceID,
            orderID: try OrderID("1000000000202601311693036660066"))
        let riskFund = try Amount(fen: 10_000)
        for start in stride(from: 0, to: count, by: Self.batch) {
            let part = orders[start..<min(count, start + Self.batch)]
            try await journal.commit(on: .wholeJournal) { transaction in
                for order in part {
                    for fact: OrderFact in [
                        .happened(.created(.confirm, riskFund: riskFund)), .identified(identity),
                    ] {
                        try transaction.append(
                            RecordDraft(
                                .order(order), .order(fact), cause: Cause(.call), caller: caller,
                                origin: .current, at: SystemClock().now()))
                    }
                }
            }
        }
        committed.add(Int64(count) * 2, ordering: .relaxed)
        return orders
    }

    /// The two records that a confirmation leaves.
    private func drafts(for confirmation: SealedConfirmation) throws -> [RecordDraft] {
        let read = try WeChatOrderJSON.read(confirmation.content)
        let details = NotificationDetails(
            try NotificationID(confirmation.id),
            type: try NotificationType("PAYSCORE.USER_CONFIRM"),
            content: Digest32.of(confirmation.content))
        func evidence(_ excerpt: String?) -> Evidence {
            Evidence(
                excerpt: excerpt, bodyDigest: read.evidence.bodyDigest,
                requestID: UUID().uuidString, signedBy: NotificationSender.keyID,
                signedAt: SystemClock().now())
        }
        return [
            (OrderFact.notified(details), evidence(nil)),
            (.happened(.confirmed), evidence(read.evidence.excerpt)),
        ].map { fact, evidence in
            RecordDraft(
                .order(confirmation.order), .order(fact),
                cause: Cause(.notification, id: confirmation.id), caller: caller,
                origin: .current, at: SystemClock().now(), evidence: evidence)
        }
    }
}
