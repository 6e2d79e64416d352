import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Synchronization

/// A journal of ours that is measured, with an endless source of events that can happen.
///
/// Orders are taken over while much is to be collected; from then on the total of one is lowered,
/// each time to less than any total before.
final class MeasuredJournal: Sendable {
    /// What is due when an order is taken over, in fen.
    static let due: Int64 = 900_000_000
    /// Below what totals are lowered while measuring; a file may have been lowered above it.
    static let ceiling: Int64 = 800_000_000

    /// The journal.
    let journal: SQLiteJournalStore
    /// Its files.
    let files: JournalFiles
    private let initial: Int64
    private let orders: Atomic<Int>
    private let appended = Atomic<Int64>(0)
    private let total: Atomic<Int64>
    private let notification: Circumstances
    private let takeover: Circumstances
    private let clock = SystemClock()

    /// Opens a journal as its owner; makes it where there is none.
    ///
    /// - Parameter orders: How many orders it has.
    init(at files: JournalFiles, orders: Int, below ceiling: Int64 = ceiling) async throws {
        journal = try await SQLiteJournalStore.open(at: files.path)
        try await journal.begin()
        initial = try await journal.inspect { try $0.lastRecord()?.sequence ?? 0 }
        self.files = files
        self.orders = Atomic(orders)
        total = Atomic(ceiling)
        notification = try .notification()
        takeover = try .takeover()
    }

    /// How many records there should be.
    var records: Int64 { initial + appended.load(ordering: .relaxed) }

    /// Lowers what is to be collected for an order: one durable transition.
    func reduce(_ order: OutOrderNumber) async throws {
        let draft = try reduction(of: order)
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(draft) }
        appended.add(1, ordering: .relaxed)
    }

    /// Does the same and then lets the commit fail.
    func reduceInVain(_ order: OutOrderNumber) async throws {
        let draft = try reduction(of: order)
        do {
            try await journal.commit(on: .wholeJournal) { writer in
                try writer.append(draft)
                throw Refusal()
            }
        } catch is Refusal {
            return
        }
        throw Miscount(description: "a commit whose body threw did not fail")
    }

    /// The numbers of orders that are not there yet.
    func newOrders(_ count: Int) throws -> [OutOrderNumber] {
        let (first, _) = orders.add(count, ordering: .relaxed)
        return try (first..<first + count).map { try SampleOrders.number($0) }
    }

    /// Takes over orders in one commit.
    func adopt(_ numbers: [OutOrderNumber]) async throws {
        let event = OrderEvent.adopted(try .awaiting(Self.due))
        let (takeover, clock) = (takeover, clock)
        try await journal.commit(on: .wholeJournal) { writer in
            for number in numbers {
                try writer.append(takeover.draft(of: number, event, at: clock.now()))
            }
        }
        appended.add(Int64(numbers.count), ordering: .relaxed)
    }

    /// Lowers what is to be collected for many orders in one commit.
    func reduce(_ numbers: [OutOrderNumber]) async throws {
        let drafts = try numbers.map { try reduction(of: $0) }
        try await journal.commit(on: .wholeJournal) { writer in
            for draft in drafts { try writer.append(draft) }
        }
        appended.add(Int64(numbers.count), ordering: .relaxed)
    }

    /// Makes sure that there are exactly the records that were appended, and closes the journal.
    func close() async throws {
        let found = try await journal.inspect { try $0.lastRecord()?.sequence ?? 0 }
        try Miscount.check(found, is: records, "records in \(files.path)")
        try await journal.close()
    }

    private func reduction(of order: OutOrderNumber) throws -> RecordDraft {
        let (_, total) = total.subtract(1, ordering: .relaxed)
        return notification.draft(
            of: order, .reduced(total: try Amount(fen: total)), at: clock.now())
    }

    /// Why a commit fails on purpose.
    private struct Refusal: Error {}
}

extension OrderPhase {
    /// The phase in which so many fen are due.
    static func awaiting(_ due: Int64) throws -> OrderPhase {
        guard let pending = PendingCollection(due: try Amount(fen: due)) else {
            throw Miscount(description: "nothing is due")
        }
        return .awaitingPayment(pending)
    }
}
