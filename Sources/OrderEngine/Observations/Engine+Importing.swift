import OrderJournal
public import OrderLifecycle

extension Engine {
    /// The most orders of one import, so that no other commit waits long for its turn.
    public static let importLimit = 1000

    /// Takes over existing orders, in one commit: all of them, or none.
    ///
    /// Each is recorded as ``observe(_:snapshot:identity:evidence:caller:cause:)`` records it, and
    /// as there no observation becomes fresh enough to cancel on. An order whose snapshot adds
    /// nothing to what is known leaves no further record, so that the same orders can be imported
    /// again.
    ///
    /// - Parameters:
    ///   - orders: At most ``importLimit``; of one order there may be several snapshots, the older
    ///     ones first.
    ///   - caller: Who takes them over.
    /// - Throws: ``EngineError/importTooLarge(_:)``, or why the journal failed.
    public func importOrders(
        _ orders: [ImportedOrder], caller: Caller
    ) async throws(EngineError) -> ImportReport {
        guard orders.count <= Self.importLimit else { throw .importTooLarge(orders.count) }
        guard !orders.isEmpty else { return ImportReport() }
        let provenance = Provenance(caller: caller, cause: Cause(.import))
        let subjects = SubjectScope.subjects(Set(orders.map { .order($0.order) }))
        return try await commit(on: subjects) { transaction in
            var report = ImportReport()
            let before = try transaction.writer.end()?.sequence
            for order in orders { report.count(try transaction.takeOver(order, by: provenance)) }
            let last = try transaction.writer.end()?.sequence
            report.lastSequence = last == before ? nil : last
            return report
        }
    }
}

extension EngineTransaction {
    /// How many of an order's last records are searched for the bytes that are imported.
    private static let searchLimit = 256

    /// Records what an order that is taken over shows.
    ///
    /// - Returns: What that added; `nil` if nothing, and nothing was recorded.
    fileprivate mutating func takeOver(
        _ imported: ImportedOrder, by provenance: Provenance
    ) throws -> ObservationOutcome? {
        let observation = OrderObservation(
            imported.snapshot, identity: imported.identity, evidence: imported.evidence,
            isSigned: false)
        try check(imported.identity, of: imported.order)
        let known = try order(imported.order)
        guard try isNews(observation.finding(on: known), in: observation, of: known) else {
            return nil
        }
        return try record(observation, of: imported.order, by: provenance)
    }

    /// Whether an observation adds something to what is known of an order.
    private func isNews(
        _ finding: ObservationOutcome, in observation: OrderObservation, of known: OrderProjection
    ) throws -> Bool {
        switch finding {
        case .event: true
        case .confirmed, .stale:
            try observation.identity(on: known) != known.identity
                || observation.contradictions(beside: finding, on: known).contains {
                    contradiction in
                    try !isRecorded(.contradiction(contradiction), in: observation, of: known)
                }
        case .resolved, .indeterminate, .contradiction:
            try !isRecorded(finding, in: observation, of: known)
        }
    }

    /// Whether a record of the order rests on the very same bytes, and found the same in them.
    ///
    /// Bytes that were not understood when they were recorded, and are understood now, are news.
    func isRecorded(
        _ finding: ObservationOutcome, in observation: OrderObservation, of known: OrderProjection
    ) throws -> Bool {
        guard let digest = observation.evidence?.bodyDigest, known.revision > 0 else {
            return false
        }
        let records = try writer.records(
            of: .order(known.order), after: known.revision - Int64(Self.searchLimit),
            limit: Self.searchLimit)
        return try records.contains { record in
            guard EvidenceText.bodyDigest(in: record.evidence) == digest else { return false }
            let content = try record.content
            return content == .order(.observed(finding, isSigned: observation.isSigned))
                || finding == .resolved && content.showsPhase
        }
    }
}

extension RecordContent {
    /// Whether the record is of an observation that told a phase which can be.
    fileprivate var showsPhase: Bool {
        guard case .order(let fact) = self else { return false }
        return switch fact {
        case .happened, .observed(.confirmed, _), .observed(.event, _), .observed(.resolved, _),
            .observed(.stale, _):
            true
        case .observed(.indeterminate, _), .observed(.contradiction, _), .identified, .decided,
            .permitIssued, .protected, .unprotected, .noted, .alarmAcknowledged,
            .notified:
            false
        }
    }
}
