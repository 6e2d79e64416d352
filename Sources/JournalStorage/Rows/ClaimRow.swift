package import OrderJournal
import OrderLifecycle

/// A request that was begun under a key, as a row.
package enum ClaimRow {
    /// All columns, the key first.
    package static let columns = ["key", "request", "claimed_at", "answer"]

    /// Reads the values of ``columns``.
    package static func read(_ row: inout some RowReader) throws(JournalError) -> IdempotencyClaim {
        IdempotencyClaim(
            key: try row.digest(), request: try row.digest(), at: try row.time(),
            answer: try row.bytesIfAny())
    }
}
