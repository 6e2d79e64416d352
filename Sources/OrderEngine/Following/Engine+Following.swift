public import OrderJournal
import OrderLifecycle

extension Engine {
    /// The alarms that are raised from now on.
    ///
    /// Each use is a subscription of its own, and sees every alarm that is raised after it.
    ///
    ///     let alarms = engine.alarms
    ///     for await told in alarms {
    ///         switch told {
    ///         case .raised(let alarm): await page(alarm.code)
    ///         case .dropped(let count): await page("\(count) more")
    ///         }
    ///     }
    public var alarms: AlarmSequence { subscriptions.subscribe() }

    /// The records behind a position and all that follow, of all orders and of the journal.
    ///
    /// Where there are no more, it waits: a commit of this engine wakes it at once, and it looks
    /// for those of other processes every ``EngineSettings/pollInterval``.
    ///
    ///     for try await record in engine.records(following: last) {
    ///         try await publish(record)
    ///         try keep("\(record.position)")  // to go on behind it after a restart
    ///     }
    ///
    /// - Parameter position: The last record that is known; `nil` to begin with the first.
    public func records(following position: EventPosition?) -> RecordSequence {
        RecordSequence(engine: self, position: position)
    }

    /// Returns once this engine has made more than so many commits, or it is time to look.
    func waitForCommit(after count: Int) async {
        let commits = commits
        await clock.wait(atMost: settings.pollInterval) { await commits.isMore(than: count) }
    }

    /// Reads the records after a position, the oldest first, of all orders and of the journal.
    ///
    ///     var last = stored.flatMap { EventPosition(text: $0) }
    ///     for record in try await engine.records(after: last) {
    ///         try publish(record)
    ///         last = record.position  // kept as "\(record.position)"
    ///     }
    ///
    /// - Parameters:
    ///   - position: The last record that is known; `nil` to begin with the first.
    ///   - limit: The most records to return, see ``pageLimits``. Fewer mean that there are no more
    ///     yet.
    /// - Throws: ``EngineError/positionUnknown(_:)`` if that record is not in the journal any more.
    public func records(
        after position: EventPosition? = nil, limit: Int = 100
    ) async throws(EngineError) -> [JournalRecord] {
        let limit = Self.clamped(limit)
        return try await read(about: []) { reader in
            guard let position else { return try reader.records(after: 0, limit: limit) }
            let known = try reader.records(after: position.sequence - 1, limit: 1).first
            guard known?.position == position else { throw EngineError.positionUnknown(position) }
            return try reader.records(after: position.sequence, limit: limit)
        }
    }
}
