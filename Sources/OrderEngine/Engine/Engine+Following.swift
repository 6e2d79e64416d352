import OrderLifecycle

extension Engine {
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
    ///   - limit: The most records to return; fewer than so many means that there are no more yet.
    public func records(
        after position: EventPosition? = nil, limit: Int = 100
    ) async throws(EngineError) -> [JournalRecord] {
        try await read { try $0.records(after: position?.sequence ?? 0, limit: limit) }
    }
}
