import OrderJournal

/// What a host remembers of the journal's own chain, as long as its revision is the same.
struct JournalMemory {
    let revision: Int64
    let last: JournalRecord?
    let policy: Digest32?

    /// Remembers what a group of commits has read and made; `nil` where it did not read all.
    init?(_ overlay: Overlay) {
        guard let last = overlay.lastOfJournal, let policy = overlay.policy else { return nil }
        revision = overlay.journalRevision
        self.last = last
        self.policy = policy
    }
}
