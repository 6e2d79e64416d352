import OrderJournal

/// How long an opening waits for another process that writes to the journal.
enum Patience {
    /// How long it waits before it asks again.
    static let pause: Duration = .milliseconds(20)

    /// Repeats what another process's lock refuses, until it gives the lock up or the time is over.
    static func wait<Value>(
        _ limit: Duration, on clock: some Clock<Duration>,
        for body: () async throws -> Value
    ) async throws -> Value {
        let end = clock.now.advanced(by: limit)
        while true {
            do { return try await body() } catch let error as JournalError
                where error.code == .locked && clock.now < end
            {
                try await clock.sleep(for: min(pause, clock.now.duration(to: end)))
            }
        }
    }
}
