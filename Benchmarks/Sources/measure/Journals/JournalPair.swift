import CReference
import Foundation
import OrderLifecycle

/// A journal of ours and the reference's on a copy of the same file.
struct JournalPair {
    let ours: MeasuredJournal
    let reference: ReferenceJournal
    let orders: SampleOrders

    /// A pair with few orders.
    static func small(under conditions: Conditions) async throws -> JournalPair {
        let files = JournalFiles(path: conditions.path("few-ours.sqlite"))
        try files.remove()
        let journal = try await MeasuredJournal(at: files, orders: 0)
        while journal.records < Conditions.few {
            try await journal.adopt(journal.newOrders(1000))
        }
        try await journal.close()
        let copy = try files.copy(to: conditions.path("few-reference.sqlite"))
        return try await JournalPair(ours: files, reference: copy, orders: Conditions.few)
    }

    /// A pair with as many orders as the conditions say.
    static func large(under conditions: Conditions) async throws -> JournalPair {
        let original = try await OrdersFile(under: conditions).prepared()
        let ours = try original.copy(to: conditions.path("large-ours.sqlite"))
        let reference = try original.copy(to: conditions.path("large-reference.sqlite"))
        try PageCache.forget(original.path)
        try PageCache.fill(with: [ours.path, reference.path])
        return try await JournalPair(
            ours: ours, reference: reference, orders: conditions.orders)
    }

    private init(ours: JournalFiles, reference: JournalFiles, orders: Int) async throws {
        self.ours = try await MeasuredJournal(at: ours, orders: orders)
        self.reference = try ReferenceJournal(at: reference, to: REFERENCE_WRITES, orders: orders)
        self.orders = try SampleOrders(of: orders)
    }

    /// Counts the records of both, closes them and removes their files.
    ///
    /// - Parameter verifying: Whether both are verified before.
    func finish(verifying: Bool) async throws {
        let expected = (ours: ours.records, reference: reference.records)
        try await ours.close()
        try reference.close()
        if verifying {
            try await ours.files.verify(records: expected.ours)
            try await reference.files.verify(records: expected.reference)
        }
        try ours.files.remove()
        try reference.files.remove()
    }
}
