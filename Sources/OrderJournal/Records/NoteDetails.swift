/// What a named person says of an earlier record of the same order; the note's own reason has the
/// words.
public struct NoteDetails: Hashable, Sendable {
    /// What the note does to the record.
    public enum Stance: String, Hashable, Sendable, CaseIterable {
        /// It says how the record came about: who revoked the order elsewhere, and why.
        case explains
        /// It says that what the record tells is not so. The record stands all the same.
        case disputes
    }

    /// The revision of the record.
    public let about: Int64
    /// What the note does to it.
    public let stance: Stance

    /// Creates an entry.
    public init(about: Int64, _ stance: Stance) {
        self.about = about
        self.stance = stance
    }
}
