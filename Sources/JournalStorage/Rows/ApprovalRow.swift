package import OrderJournal
import OrderLifecycle

/// A requested call as a row; all that is said of it is read from the records whose places the row
/// has.
package struct ApprovalRow {
    /// The columns behind those of the record of its request.
    package static let columns = ["id", "at_stake", "acknowledged", "also_acknowledged", "ended"]

    private let record: JournalRecord
    private let details: ApprovalDetails
    private let atStake: Int64
    private let acknowledged: [Int64]
    private let ended: Int64?

    /// Reads the record of its request, and the values of ``columns``.
    package init(_ row: inout some RowReader) throws(JournalError) {
        record = try RecordRow.read(&row)
        let id = try row.text()
        guard case .order(.approval(.requested(let details)))? = try? record.content,
            details.id.text == id
        else { throw row.damaged }
        self.details = details
        atStake = try row.number()
        let (first, second) = (try row.numberIfAny(), try row.numberIfAny())
        acknowledged = [first, second].compactMap { $0 }
        ended = try row.numberIfAny()
    }

    /// Applies the records whose places it has, in the order in which they were made.
    ///
    /// - Parameter record: Reads a record by its sequence number.
    package func projection(
        reading record: (Int64) throws -> JournalRecord?
    ) throws -> ApprovalProjection {
        var projection = ApprovalProjection(details, self.record)
        let changed = atStake == self.record.sequence ? [] : [atStake]
        for sequence in changed + acknowledged + [ended].compactMap({ $0 }) {
            guard let record = try record(sequence), let content = try? record.content,
                content.approval == details.id,
                let next = try? projection.applying(record, content)
            else {
                throw JournalError(
                    .corrupt,
                    "payscore_approvals: record \(sequence) says nothing of \(details.id), whose "
                        + "it is stored as; verify the journal, and restore a copy")
            }
            projection = next
        }
        return projection
    }
}
