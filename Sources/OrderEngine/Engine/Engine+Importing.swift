public import OrderLifecycle

extension Engine {
    /// The most orders of one import, so that no other commit waits long for its turn.
    public static let importLimit = 1000

    /// Takes over existing orders, in one commit: all of them, or none.
    ///
    /// Each is recorded as ``observe(_:snapshot:identity:evidence:caller:cause:)`` records it, and
    /// as there no view becomes fresh enough to cancel on. An order whose snapshot adds nothing to
    /// what is known leaves no further record, so that the same orders can be imported again.
    ///
    /// - Parameter orders: At most ``importLimit``; of one order there may be several snapshots,
    ///   the older ones first.
    /// - Throws: ``EngineError/importTooLarge(_:)``, or why the journal failed.
    public func importOrders(
        _ orders: [ImportedOrder], caller: Caller
    ) async throws(EngineError) -> ImportReport {
        guard orders.count <= Self.importLimit else { throw .importTooLarge(orders.count) }
        guard !orders.isEmpty else { return ImportReport() }
        let mark = Mark(caller: caller, cause: Cause(.import))
        return try await commit { entry in
            var report = ImportReport()
            let before = try entry.writing.end()?.sequence
            for order in orders { report.count(try entry.takeOver(order, by: mark)) }
            let last = try entry.writing.end()?.sequence
            report.lastSequence = last == before ? nil : last
            return report
        }
    }
}

extension Entry {
    /// How many of an order's last records are searched for the bytes that are imported.
    private static let searchLimit = 256

    /// Records what an order that is taken over shows.
    ///
    /// - Returns: What that added; `nil` if nothing, and nothing was recorded.
    fileprivate mutating func takeOver(
        _ imported: ImportedOrder, by mark: Mark
    ) throws -> ViewFinding? {
        let view = View(
            imported.snapshot, identity: imported.identity, evidence: imported.evidence,
            isSigned: false)
        let known = try order(imported.order)
        guard try isNews(view.finding(on: known), in: view, of: known) else { return nil }
        return try record(view, of: imported.order, by: mark)
    }

    /// Whether a view adds something to what is known of an order.
    private func isNews(
        _ finding: ViewFinding, in view: View, of known: OrderProjection
    ) throws -> Bool {
        switch finding {
        case .event: true
        case .confirmed, .stale:
            try view.identity(on: known) != known.identity
                || view.contradictions(beside: finding, on: known).contains { contradiction in
                    try !isRecorded(.contradiction(contradiction), in: view, of: known)
                }
        case .cleared, .clouded, .contradiction: try !isRecorded(finding, in: view, of: known)
        }
    }

    /// Whether a record of the order rests on the very same bytes, and found the same in them.
    ///
    /// Bytes that were not understood when they were recorded, and are understood now, are news.
    private func isRecorded(
        _ finding: ViewFinding, in view: View, of known: OrderProjection
    ) throws -> Bool {
        guard let digest = view.evidence?.bodyDigest, known.revision > 0 else { return false }
        let records = try writing.records(
            of: .order(known.order), after: known.revision - Int64(Self.searchLimit),
            limit: Self.searchLimit)
        return try records.contains { record in
            guard EvidenceText.bodyDigest(in: record.evidence) == digest else { return false }
            let content = try record.content()
            return content == .viewed(finding, isSigned: false)
                || finding == .cleared && content.showsPhase
        }
    }
}

extension RecordContent {
    /// Whether the record is of a view that told a phase which can be.
    fileprivate var showsPhase: Bool {
        switch self {
        case .happened, .viewed(.confirmed, _), .viewed(.event, _), .viewed(.cleared, _),
            .viewed(.stale, _):
            true
        case .viewed(.clouded, _), .viewed(.contradiction, _), .identified, .decided, .permitIssued,
            .intended, .dispatched, .deferred, .settled, .parked, .appliedLate, .protected,
            .unprotected, .brakeEngaged, .brakeReleased, .keyAdded, .resumed:
            false
        }
    }
}
