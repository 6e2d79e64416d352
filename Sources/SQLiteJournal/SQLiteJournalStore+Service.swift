import OrderJournal
public import ServiceLifecycle

extension SQLiteJournalStore: Service {
    /// Waits for the graceful shutdown of its group, or until the task is cancelled; then closes
    /// the journal.
    ///
    /// Place it in front of whatever writes to it: services are shut down in reverse, so that it is
    /// closed last.
    ///
    /// - Throws: `JournalError` if SQLite cannot close, or `CancellationError`.
    public func run() async throws {
        do { try await gracefulShutdown() } catch {
            try await close()
            throw error
        }
        try await close()
    }
}
