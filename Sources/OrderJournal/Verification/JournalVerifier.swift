public import OrderLifecycle

/// Verifies a journal: that nothing in it was changed, removed, inserted or rewritten, and that
/// what is stored of orders, attempts and permits, also to find and to count by, is what replaying
/// their records gives.
///
/// The records are read twice, once by sequence number and once by order, a page at a time. What
/// is held in memory is a page of each pass, the roots of the tree, and what is open of one order.
///
/// The records lead to the rows, which must be there and say the same; and the journal itself says
/// which rows no record leads to.
public struct JournalVerifier: Sendable {
    /// How many records are read at a time.
    public let pageSize: Int
    /// How many findings are kept.
    public let findingLimit: Int

    /// Creates a verifier.
    public init(pageSize: Int = 1000, findingLimit: Int = 100) {
        self.pageSize = max(1, pageSize)
        self.findingLimit = max(1, findingLimit)
    }

    /// Verifies one consistent snapshot of a journal.
    ///
    /// - Parameters:
    ///   - reader: The snapshot.
    ///   - outside: A checkpoint that was published before, kept where the journal's writer cannot
    ///     reach it; it alone shows that the whole journal was replaced by another.
    ///   - head: How far the journal had come, as its head file says; read it before `reader`
    ///     begins, so that it is not ahead of it.
    ///   - clock: The wall clock, to tell of records that are dated far ahead of it.
    ///   - progress: Called after each page.
    /// - Throws: What prevents reading; never what is wrong with the records.
    public func verify(
        _ reader: any JournalReader, against outside: Checkpoint? = nil,
        head: JournalHead? = nil, clock: Timestamp? = nil,
        progress: (VerificationProgress) -> Void = { _ in }
    ) throws -> VerificationReport {
        let bySequence = try passBySequence(
            reader, against: outside, head: head, clock: clock, nil, progress)
        let bySubject = try passBySubject(reader, nil, progress)
        return report(bySequence, bySubject, isEndChecked: head != nil)
    }

    /// Verifies a journal, both passes at the same time where two snapshots of one moment can be
    /// had.
    ///
    /// - Parameters:
    ///   - journal: The journal.
    ///   - outside: A checkpoint that was published before.
    ///   - head: How far the journal had come, as its head file says.
    ///   - clock: The wall clock, to tell of records that are dated far ahead of it.
    ///   - progress: Called after each page, on the journal's threads.
    /// - Throws: What prevents reading; never what is wrong with the records.
    public func verify(
        _ journal: any Journal, against outside: Checkpoint? = nil, head: JournalHead? = nil,
        clock: Timestamp? = nil,
        progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
    ) async throws -> VerificationReport {
        let pair = ConsistentReadCheck()
        do {
            async let bySequence = journal.inspect { reader in
                try passBySequence(
                    reader, against: outside, head: head, clock: clock, pair, progress)
            }
            async let bySubject = journal.inspect { reader in
                try passBySubject(reader, pair, progress)
            }
            return report(
                try await bySequence, try await bySubject, isEndChecked: head != nil)
        } catch is ConsistentReadCheck.Differs {
            return try await journal.inspect { reader in
                try verify(
                    reader, against: outside, head: head, clock: clock, progress: progress)
            }
        }
    }

    // MARK: The two passes

    private struct BySequence: Sendable {
        var log: FindingLog
        var records: Int64 = 0
        var checkpoints: Int64 = 0
        var sealed: Int64 = 0
        var datedAhead: DatedAhead?
    }

    private struct BySubject: Sendable {
        let log: FindingLog
        let records: Int64
        let orders: Int64
        let isComplete: Bool
    }

    private func passBySequence(
        _ reader: any JournalReader, against outside: Checkpoint?, head: JournalHead?,
        clock: Timestamp?, _ pair: ConsistentReadCheck?, _ progress: (VerificationProgress) -> Void
    ) throws -> BySequence {
        let last = try readable { try reader.lastRecord() } ?? nil
        try pair?.meet(last)
        let total = last?.sequence ?? 0
        var found = BySequence(log: FindingLog(limit: findingLimit))
        var seals = SealCheck(
            reader: reader, outside: outside, head: head, pageSize: pageSize)
        var pass = SequenceCheck(
            reader: reader, pageSize: pageSize, total: total, clock: clock)
        try pass.run(&seals, &found.log) {
            try pair?.check()
            progress(VerificationProgress(stage: .records, done: $0, total: total))
        }
        let problems = try readable { try reader.indexProblems(limit: findingLimit) }
        for problem in problems ?? ["an index cannot be read"] {
            found.log.add(VerificationFinding(.indexDiffers, problem))
        }
        let rows = try readable { try reader.unexplainedRows(limit: findingLimit) }
        for row in rows ?? ["a table cannot be read"] {
            found.log.add(VerificationFinding(.rowUnexplained, row))
        }
        found.records = pass.records
        found.checkpoints = seals.verified
        found.sealed = seals.sealed
        found.datedAhead = pass.datedAhead
        return found
    }

    private func passBySubject(
        _ reader: any JournalReader, _ pair: ConsistentReadCheck?,
        _ progress: (VerificationProgress) -> Void
    ) throws -> BySubject {
        let last = try readable { try reader.lastRecord() } ?? nil
        try pair?.meet(last)
        let total = last?.sequence ?? 0
        var pass = SubjectCheck(reader: reader, pageSize: pageSize, findingLimit: findingLimit)
        try pass.run {
            try pair?.check()
            progress(VerificationProgress(stage: .orders, done: $0, total: total))
        }
        return BySubject(
            log: pass.log, records: pass.records, orders: pass.orders,
            isComplete: pass.isComplete)
    }

    private func report(
        _ bySequence: BySequence, _ bySubject: BySubject, isEndChecked: Bool
    ) -> VerificationReport {
        var log = bySequence.log
        log.add(bySubject.log)
        if bySubject.records != bySequence.records, bySubject.isComplete {
            log.add(
                VerificationFinding(
                    .recordsUnlisted,
                    "records in all: \(bySequence.records); by order: \(bySubject.records)"))
        }
        var report = VerificationReport()
        report.records = bySequence.records
        report.orders = bySubject.orders
        report.checkpoints = bySequence.checkpoints
        report.unsealed = max(0, bySequence.records - bySequence.sealed)
        report.datedAhead = bySequence.datedAhead
        report.isEndChecked = isEndChecked
        report.findings = log.findings
        report.findingCount = log.count
        return report
    }
}
