import OrderJournal
import OrderLifecycle

/// How far the journal's last record is ahead of the clock.
struct JournalLead: Hashable, Sendable {
    /// In milliseconds; zero where the clock has come as far.
    let milliseconds: Int64
    /// The record, where that is too far.
    let ahead: DatedAhead?

    init(_ end: JournalEnd, clock: Timestamp) {
        milliseconds = max(0, end.at.since(clock).milliseconds)
        ahead = end.ahead(of: clock)
    }
}
