import CReference
import Dispatch
import OrderLifecycle

/// The journal on SQLite's C interface, which ours is measured beside.
final class ReferenceJournal {
    /// Its files.
    let files: JournalFiles
    private let handle: OpaquePointer
    private let notification: ReferenceCircumstances
    private let takeover: ReferenceCircumstances
    private let initial: Int64
    private var orders: Int
    private var appended: Int64 = 0
    private var total = MeasuredJournal.ceiling

    /// Opens a journal's file.
    ///
    /// - Parameter orders: How many orders it has, where some are to be taken over.
    init(at files: JournalFiles, to mode: reference_mode, orders: Int = 0) throws {
        var handle: OpaquePointer?
        let code = reference_open(files.path, mode, &handle)
        guard let handle, code == 0 else { throw ReferenceFailure(code: code, message: "open") }
        self.files = files
        self.handle = handle
        self.orders = orders
        notification = ReferenceCircumstances(try .notification())
        takeover = ReferenceCircumstances(try .takeover())
        var last: Int64 = 0
        try Self.succeed(
            reference_select(handle, "SELECT max(sequence) FROM payscore_records", &last), handle)
        initial = last
    }

    /// How many records there should be.
    var records: Int64 { initial + appended }

    /// Lowers what is to be collected for an order: one durable transition.
    func reduce(_ order: OutOrderNumber) throws {
        total -= 1
        try succeed(
            order.text.withCString {
                reference_transition(handle, &notification.values, $0, total)
            })
        appended += 1
    }

    /// Does the same on another thread, which its caller waits for.
    func reduce(_ order: OutOrderNumber, on queue: DispatchQueue) async throws {
        nonisolated(unsafe) let journal = self
        try await withCheckedThrowingContinuation { caller in
            queue.async { caller.resume(with: Result { try journal.reduce(order) }) }
        }
    }

    /// Does the same to several orders in one commit.
    func reduce(_ orders: [OutOrderNumber]) throws {
        try succeed(reference_begin(handle))
        for order in orders {
            total -= 1
            try succeed(
                order.text.withCString {
                    reference_reduce(handle, &notification.values, $0, total)
                })
        }
        try succeed(reference_commit(handle))
        appended += Int64(orders.count)
    }

    /// The numbers of orders that are not there yet.
    func newOrders(_ count: Int) throws -> [OutOrderNumber] {
        orders += count
        return try (orders - count..<orders).map { try SampleOrders.number($0) }
    }

    /// Takes over orders in one commit.
    func adopt(_ numbers: [OutOrderNumber]) throws {
        try succeed(reference_begin(handle))
        for number in numbers {
            try succeed(
                number.text.withCString {
                    reference_adopt(handle, &takeover.values, $0, MeasuredJournal.due)
                })
        }
        try succeed(reference_commit(handle))
        appended += Int64(numbers.count)
    }

    /// Reads an order's row.
    func read(_ order: OutOrderNumber) throws {
        try succeed(order.text.withCString { reference_read_order(handle, $0) })
    }

    /// Reads an order's records and returns how many there are.
    func readHistory(of order: OutOrderNumber) throws -> Int64 {
        var count: Int64 = 0
        try succeed(order.text.withCString { reference_read_history(handle, $0, &count) })
        return count
    }

    /// Hashes all records, and returns how many are what their hash says.
    func scan() throws -> Int64 {
        var sound: Int64 = 0
        try succeed(reference_scan(handle, &sound))
        return sound
    }

    /// The number that a statement selects.
    func number(_ sql: String) throws -> Int64 {
        var number: Int64 = 0
        try succeed(reference_select(handle, sql, &number))
        return number
    }

    /// Makes sure that there are exactly the records that were appended, and closes the file.
    func close() throws {
        let found = try number("SELECT max(sequence) FROM payscore_records")
        try Miscount.check(found, is: records, "records in \(files.path)")
        try succeed(reference_close(handle))
    }

    private func succeed(_ code: Int32) throws { try Self.succeed(code, handle) }

    private static func succeed(_ code: Int32, _ handle: OpaquePointer) throws {
        guard code != 0 else { return }
        throw ReferenceFailure(code: code, message: String(cString: reference_message(handle)))
    }
}

/// The reference failed.
struct ReferenceFailure: Error, CustomStringConvertible {
    let code: Int32
    let message: String

    var description: String { "the reference in C failed: \(code), \(message)" }
}
