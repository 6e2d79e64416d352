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
        guard try isNews(observation, of: known) else { return nil }
        return try record(observation, of: imported.order, by: provenance)
    }
}
