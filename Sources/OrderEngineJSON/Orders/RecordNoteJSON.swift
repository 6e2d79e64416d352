public import OrderEngine
import OrderJournal
import OrderLifecycle

/// What a named person said of an earlier record.
public struct RecordNoteJSON: Codable, Hashable, Sendable {
    /// `explains` or `disputes`.
    public let stance: String
    /// Who said it.
    public let actor: String
    /// When, as RFC 3339 writes it.
    public let at: String
    /// The words.
    public let reason: String?
    /// The revision of the note.
    public let revision: Int64

    /// Takes a note.
    public init(_ note: RecordNote) {
        stance = note.stance.rawValue
        actor = note.record.caller.actor.text
        at = note.record.at.description
        reason = note.record.reason
        revision = note.record.revision
    }
}
