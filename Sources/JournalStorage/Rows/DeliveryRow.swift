package import OrderJournal
import OrderLifecycle

/// What waits for a webhook, as a row.
package enum DeliveryRow {
    /// All columns, the subject first.
    package static let columns = ["subject", "revision", "tries", "since", "retry_at", "problem"]
    /// How far the records were delivered: the columns of another row.
    package static let progressColumns = ["sequence", "tries", "retry_at", "problem"]

    /// Gives the values of ``columns``.
    package static func write(_ delivery: HeldDelivery, to row: inout some RowWriter) {
        row.add(delivery.subject.text)
        row.add(delivery.revision)
        row.add(delivery.tries)
        row.add(delivery.since)
        row.add(delivery.retryAt)
        row.add(delivery.problem)
    }

    /// Reads the values of ``columns``.
    package static func read(_ row: inout some RowReader) throws(JournalError) -> HeldDelivery {
        let text = try row.text()
        return HeldDelivery(
            subject: try row.meaning(try? Subject(text: text)), revision: try row.number(),
            tries: Int(clamping: try row.number()), since: try row.time(),
            retryAt: try row.timeIfAny(), problem: try row.text())
    }

    /// Gives the values of ``progressColumns``.
    package static func write(_ progress: WebhookProgress, to row: inout some RowWriter) {
        row.add(progress.sequence)
        row.add(progress.tries)
        row.add(progress.retryAt)
        row.add(progress.problem)
    }

    /// Reads the values of ``progressColumns``.
    package static func readProgress(
        _ row: inout some RowReader
    ) throws(JournalError) -> WebhookProgress {
        WebhookProgress(
            sequence: try row.number(), tries: Int(clamping: try row.number()),
            retryAt: try row.timeIfAny(), problem: try row.textIfAny())
    }
}
