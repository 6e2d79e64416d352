/// Where a record stands among all, for whoever follows a journal: a text such as `0:123`.
///
/// It is opaque: keep the last one, and ask for what comes after it. Nothing can be counted or
/// compared by it.
public struct EventPosition: Hashable, Sendable, CustomStringConvertible {
    /// The part of the journal; there is one.
    private static let partition = "0"

    let sequence: Int64

    init(sequence: Int64) {
        self.sequence = sequence
    }

    /// Reads a position as it was given out, or returns `nil` if the text is none.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == Self.partition, let sequence = Int64(parts[1]),
            sequence > 0, String(sequence) == parts[1]
        else { return nil }
        self.sequence = sequence
    }

    /// The text to keep.
    public var description: String { "\(Self.partition):\(sequence)" }
}

extension JournalRecord {
    /// Where the record stands among all.
    public var position: EventPosition { EventPosition(sequence: sequence) }
}
