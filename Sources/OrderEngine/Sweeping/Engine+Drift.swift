import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Lists where orders were found elsewhere than the journal knew, the oldest first: all that a
    /// sweep recorded of orders, and whatever else raised the alarm of an outside change, of a
    /// contradiction or of a late effect.
    ///
    /// It is read from the records, so it says the same however often it is asked for.
    ///
    /// - Parameters:
    ///   - from: Records of this moment and later ones; left out, from the first on.
    ///   - end: Records before this moment; left out, to the last.
    ///   - cursor: The sequence number of the last record of the page before; 0 to begin.
    ///   - limit: The most entries of the page, see ``pageLimits``.
    public func drift(
        from: Timestamp? = nil, before end: Timestamp? = nil, after cursor: Int64 = 0,
        limit: Int = 100
    ) async throws(EngineError) -> Page<DriftEntry, Int64> {
        let limit = Self.clamped(limit)
        var entries: [DriftEntry] = []
        var cursor = max(0, cursor)
        if let from {
            let first = try await read(about: []) { try $0.sequence(notBefore: from) }
            cursor = max(cursor, first - 1)
        }
        let outsideCompletes = settings.outsideCompletes
        while entries.count <= limit {
            let start = cursor
            let (last, found) = try await read(about: []) { reader in
                let records = try reader.records(after: start, limit: Self.driftPage)
                return (
                    records.last,
                    try records.filter { record in end.map { record.at < $0 } ?? true }
                        .compactMap { try reader.driftEntry(of: $0, expecting: outsideCompletes) }
                )
            }
            entries += found
            guard let last, end.map({ last.at < $0 }) ?? true else { break }
            cursor = last.sequence
        }
        return Page(Array(entries.prefix(limit + 1)), limit: limit, cursor: \.record.sequence)
    }

    /// How many records are looked through at once.
    private static let driftPage = 500
}

extension OrderReader {
    /// How many of an order's records before and after one are searched.
    private var searchLimit: Int { 256 }

    fileprivate func driftEntry(
        of record: JournalRecord, expecting outsideCompletes: OutsideCompletes
    ) throws -> DriftEntry? {
        guard let order = record.subject.order else { return nil }
        let content = try record.content
        let cause = record.cause.kind
        let alarm = Alarm(content, of: .order(order), causedBy: cause, expecting: outsideCompletes)
        guard content.tellsDrift(cause: cause, isAlarmed: alarm != nil) else { return nil }
        let before = try records(
            of: record.subject, after: max(0, record.revision - 1 - Int64(searchLimit)),
            limit: min(searchLimit, Int(record.revision) - 1))
        let seen = try before.last { try $0.content.tellsOfOrder }
        let after = try records(of: record.subject, after: record.revision, limit: searchLimit)
        return DriftEntry(
            order: order, record: record, since: seen?.at, outside: content.outside,
            alarm: alarm?.code,
            acknowledgement: alarm == nil
                ? nil
                : try after.first {
                    try $0.content == .order(.alarmAcknowledged(raisedBy: record.revision))
                },
            notes: after.compactMap { RecordNote($0, about: record.revision) })
    }
}

extension RecordContent {
    /// Whether the record tells that an order stood elsewhere than it was known to stand.
    fileprivate func tellsDrift(cause: Cause.Kind, isAlarmed: Bool) -> Bool {
        switch self {
        case .order(.happened), .order(.observed): isAlarmed || cause == .sweep
        case .attempt(.appliedLate): true
        case .order, .attempt, .authorization, .journal: false
        }
    }

    /// Whether the record tells where an order was seen to stand.
    fileprivate var tellsOfOrder: Bool {
        switch self {
        case .order(.happened), .order(.observed): true
        case .order, .attempt, .authorization, .journal: false
        }
    }

    fileprivate var outside: OutsideChange? {
        guard case .order(.happened(_, _, let outside)) = self else { return nil }
        return outside
    }
}
