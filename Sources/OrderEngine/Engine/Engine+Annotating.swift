public import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Records what a named person says of an earlier record: an explanation, or that it is not so.
    ///
    /// Nothing else changes: the record stands, and the order stays where it is.
    ///
    ///     // The history shows revoked_outside at revision 9.
    ///     try await engine.note(
    ///         NoteDetails(about: 9, .explains), on: order,
    ///         reason: OperatorReason("revoked on the merchant platform by Li, ticket 4711"),
    ///         caller: manager)
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)``, or ``EngineError/recordUnknown(_:revision:)`` if
    ///   the order has no such record, or an explanation is about a note, which is one itself.
    public func note(
        _ note: NoteDetails, on order: OutOrderNumber, reason: OperatorReason, caller: Caller
    ) async throws(EngineError) {
        try await annotate(.noted(note), at: note.about, of: order, reason, caller) {
            switch try $0.content {
            case .order(.noted), .order(.alarmAcknowledged): note.stance != .explains
            case .order, .attempt, .authorization, .journal: true
            }
        }
    }

    /// Records that a named person has seen to the alarm that a record raised.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)``, or ``EngineError/recordUnknown(_:revision:)`` if
    ///   the order has no such record, or one that raised no alarm.
    public func acknowledgeAlarm(
        raisedBy revision: Int64, of order: OutOrderNumber, reason: OperatorReason, caller: Caller
    ) async throws(EngineError) {
        try await annotate(
            .alarmAcknowledged(raisedBy: revision), at: revision, of: order, reason, caller
        ) { try Alarm($0.content, of: .order(order), causedBy: $0.cause.kind) != nil }
    }

    private func annotate(
        _ fact: OrderFact, at revision: Int64, of order: OutOrderNumber, _ reason: OperatorReason,
        _ caller: Caller, where isMeant: @escaping @Sendable (JournalRecord) throws -> Bool
    ) async throws(EngineError) {
        try await record(fact, of: order, reason: reason, caller: caller) { transaction in
            // A revision of -1 would ask for the records after the smallest number there is.
            let record = try transaction.writer.records(
                of: .order(order), after: max(1, revision) - 1, limit: 1
            ).first
            guard let record, record.revision == revision, try isMeant(record) else {
                throw EngineError.recordUnknown(order, revision: revision)
            }
        }
    }
}
