import Foundation
import Measuring
import OrderLifecycle

/// A journal of many orders that were taken over, some of which have a history of ten records; it
/// is kept between runs.
struct OrdersFile: Sendable {
    /// How many records the orders with a history have.
    static let historyLength = 10
    private static let batch = 1000

    /// How many orders there are.
    let count: Int
    /// Where the journal is.
    let files: JournalFiles

    init(under conditions: Conditions) {
        count = conditions.orders
        files = JournalFiles(path: conditions.path("orders-\(conditions.orders).sqlite"))
    }

    /// The orders that have a history.
    func storied() throws -> [OutOrderNumber] {
        let step = max(10, count / 10_000)
        return try stride(from: 0, to: count, by: step).map { try SampleOrders.number($0) }
    }

    /// Makes the journal, unless it is there.
    func prepared() async throws -> JournalFiles {
        let storied = try storied()
        let expected = Int64(1 + count + storied.count * (Self.historyLength - 1))
        if try await files.isMade(records: expected) { return files }
        Console.say("Making a journal of \(count) orders: \(files.path)")
        try files.remove()
        let journal = try await MeasuredJournal(
            at: files, orders: 0, below: MeasuredJournal.due)
        for first in stride(from: 0, to: count, by: Self.batch) {
            try await journal.adopt(journal.newOrders(min(Self.batch, count - first)))
        }
        // One record of each before the next of any, so that a history lies apart in the file.
        for _ in 1..<Self.historyLength {
            for first in stride(from: 0, to: storied.count, by: Self.batch) {
                let end = min(first + Self.batch, storied.count)
                try await journal.reduce(Array(storied[first..<end]))
            }
        }
        try await journal.close()
        try Miscount.check(journal.records, is: expected, "records in \(files.path)")
        try files.markAsMade()
        return files
    }
}
