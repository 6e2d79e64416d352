public import OrderJournal

/// What a named person said of an earlier record of the same order.
public struct RecordNote: Hashable, Sendable {
    /// Whether it explains or disputes.
    public let stance: NoteDetails.Stance
    /// The record of the note: who said it, when, and the words, which are its reason.
    public let record: JournalRecord

    /// Takes a note about the record of a revision; `nil` of any other record.
    init?(_ record: JournalRecord, about revision: Int64) {
        guard case .order(.noted(let details)) = try? record.content, details.about == revision
        else { return nil }
        stance = details.stance
        self.record = record
    }
}
