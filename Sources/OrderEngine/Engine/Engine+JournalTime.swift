import OrderJournal
import OrderLifecycle
import Synchronization

extension Engine {
    /// Compares the journal's last record with the clock, and tells whoever listens if it is dated
    /// further ahead than `DatedAhead.limit`.
    ///
    /// Each commit does the same; a program calls this where it wants to know before the first.
    public func checkJournalTime() async throws(EngineError) {
        let clock = clock
        note(try await read(about: []) { try $0.end().map { JournalLead($0, clock: clock.now()) } })
    }

    /// Notes how far the journal was ahead; it is told once, until it is over.
    func note(_ lead: JournalLead?) {
        guard let lead else { return }
        let wasAhead = isJournalAhead.withLock { known in
            defer { known = lead.ahead != nil }
            return known
        }
        if lead.ahead != nil || wasAhead {
            telemetry.set(.journalAhead, to: lead.milliseconds)
        }
        if let ahead = lead.ahead, !wasAhead { raise([.journalAhead(ahead)]) }
    }
}
