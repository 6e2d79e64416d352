import JournalStorage
import OrderJournal
import OrderLifecycle

/// Where a partition ends, as it was when it was locked.
struct PartitionEnd {
    let end: JournalEnd?
    let lastHash: Digest32?
    let epoch: Int64
    /// The revision of the last record of the journal's own chain.
    let journalRevision: Int64
    /// The server's clock.
    let clock: Int64

    var sequence: Int64 { end?.sequence ?? 0 }

    init(_ row: inout AnswerRow) throws {
        let sequence = try row.number()
        let at = try row.time()
        end = sequence == 0 ? nil : JournalEnd(sequence: sequence, at: at)
        let hash = try row.bytesIfAny()
        lastHash = try hash.map { try row.meaning(Digest32(bytes: $0)) }
        epoch = try row.number()
        journalRevision = try row.number()
        clock = try row.number()
    }
}
