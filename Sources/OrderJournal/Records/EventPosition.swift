/// Where a record stands among all, for whoever follows a journal: a text such as `0:123:9f86d081`.
///
/// It is opaque: keep the last one, and ask for what comes after it. It names the record itself, so
/// that a journal that went on after a loss is told from the one that was followed.
public struct EventPosition: Hashable, Sendable, CustomStringConvertible {
    /// The part of the journal; there is one.
    private static let partition = "0"
    private static let markLength = 4

    package let sequence: Int64
    private let mark: String

    init(_ record: JournalRecord) {
        sequence = record.sequence
        mark = Hex.text(record.hash.bytes.prefix(Self.markLength))
    }

    /// Reads a position as it was given out, or returns `nil` if the text is none.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == Self.partition, let sequence = Int64(parts[1]),
            sequence > 0, String(sequence) == parts[1],
            Hex.bytes(parts[2])?.count == Self.markLength
        else { return nil }
        self.sequence = sequence
        mark = parts[2]
    }

    /// The text to keep.
    public var description: String { "\(Self.partition):\(sequence):\(mark)" }
}

extension JournalRecord {
    /// Where the record stands among all.
    public var position: EventPosition { EventPosition(self) }
}
