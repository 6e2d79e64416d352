public import OrderLifecycle

/// A record that is dated further ahead of the clock than clocks differ.
///
/// The clock was far ahead when the record was made, or is far behind now. Later records are never
/// dated before it, so until the clock has come that far their times say nothing.
public struct DatedAhead: Hashable, Sendable {
    /// The record's position in the journal.
    public let sequence: Int64
    /// By how much it is ahead of the clock.
    public let lead: Duration

    /// How far ahead of the clock a record may be dated: five minutes, within which WeChat takes
    /// two clocks to be the same.
    public static let limit: Duration = .seconds(300)

    /// Compares the date of a record with the clock; `nil` if it is ahead by no more than
    /// ``limit``.
    public init?(sequence: Int64, at time: Timestamp, clock: Timestamp) {
        let lead = time.since(clock)
        guard lead > Self.limit else { return nil }
        self.sequence = sequence
        self.lead = lead
    }
}

extension JournalEnd {
    /// The last record, if it is dated further ahead of the clock than ``DatedAhead/limit``.
    public func ahead(of clock: Timestamp) -> DatedAhead? {
        DatedAhead(sequence: sequence, at: at, clock: clock)
    }
}

extension OrderReader {
    /// The first record that is dated further ahead of the clock than ``DatedAhead/limit``, if one
    /// is; found by halves, since no record is dated before the one that precedes it.
    public func firstAhead(of clock: Timestamp) throws -> DatedAhead? {
        guard let end = try end(), var found = end.ahead(of: clock) else { return nil }
        var (low, high) = (Int64(1), end.sequence)
        while low < high {
            let middle = low + (high - low) / 2
            let record = try records(after: middle - 1, limit: 1).first
            let ahead = record.flatMap {
                DatedAhead(sequence: $0.sequence, at: $0.at, clock: clock)
            }
            if let ahead {
                found = ahead
                high = middle
            } else {
                low = middle + 1
            }
        }
        return found
    }
}
