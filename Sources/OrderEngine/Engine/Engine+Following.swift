public import OrderJournal
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
    ///   - limit: The most records to return. Fewer mean that there are no more yet.
    /// - Throws: ``EngineError/positionUnknown(_:)`` if that record is not in the journal any more.
    public func records(
        after position: EventPosition? = nil, limit: Int = 100
    ) async throws(EngineError) -> [JournalRecord] {
        try await read(about: []) { reader in
            guard let position else { return try reader.records(after: 0, limit: limit) }
            let known = try reader.records(after: position.sequence - 1, limit: 1).first
            guard known?.position == position else { throw EngineError.positionUnknown(position) }
            return try reader.records(after: position.sequence, limit: limit)
        }
    }
}
