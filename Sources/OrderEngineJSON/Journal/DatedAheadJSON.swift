public import OrderJournal
import OrderLifecycle

/// A record that is dated further ahead of the clock than clocks differ.
public struct DatedAheadJSON: Codable, Hashable, Sendable {
    /// The record's position in the journal.
    public let sequence: Int64
    /// By how much it is ahead of the clock.
    public let milliseconds: Int64

    private enum CodingKeys: String, CodingKey {
        case sequence
        case milliseconds
    }

    /// Takes the engine's finding.
    public init(_ ahead: DatedAhead) {
        sequence = ahead.sequence
        milliseconds = ahead.lead.milliseconds
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(sequence, forKey: .sequence)
        try members.encode(milliseconds, forKey: .milliseconds)
    }
}
