public import OrderLifecycle

/// Verifies a journal: that nothing in it was changed, removed, inserted or rewritten, and that
/// what is stored of orders, attempts and permits, also to find and to count by, is what replaying
/// their records gives.
///
/// The records are read twice, once by sequence number and once by order, a page at a time. What
/// is held in memory is a page, the roots of the tree, and what is open of one order; in each of
/// two threads where they are read at the same time.
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

    /// Verifies one consistent view of a journal.
    ///
    /// - Parameters:
    ///   - outside: A checkpoint that was published before, kept where the journal's writer cannot
    ///     reach it; it alone shows that the whole journal was replaced by another.
    ///   - head: How far the journal had come, as its head file says; read it before `reading`
    ///     begins, so that it is not ahead of it.
    ///   - clock: The wall clock, to tell of records that are dated far ahead of it.
    ///   - progress: Called after each page.
    /// - Throws: What prevents reading; never what is wrong with the records.
    public func verify(
        _ reading: any JournalReading, against outside: Checkpoint? = nil,
        head: JournalHead? = nil, clock: Timestamp? = nil,
        progress: (VerificationProgress) -> Void = { _ in }
    ) throws -> VerificationReport {
        let shares = SubjectShares(findingLimit: findingLimit)
        let bySequence = try passBySequence(
            reading, against: outside, head: head, clock: clock, nil, progress)
        try passBySubject(reading, shares, nil, progress)
        return report(bySequence, shares.totals)
    }

    /// Verifies a journal, both passes at the same time where two views of one moment can be had.
    ///
    /// The pass by order is the longer one, and is made in parts: the thread of the other takes its
    /// share of them once it is done.
    ///
    /// - Parameters:
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
        let pair = ViewPair()
        let shares = SubjectShares(findingLimit: findingLimit)
        do {
            async let bySequence = journal.inspect { reading in
                let found = try passBySequence(
                    reading, against: outside, head: head, clock: clock, pair, progress)
                try take(shares, reading, pair, progress)
                return found
            }
            async let bySubject: Void = journal.inspect { reading in
                try passBySubject(reading, shares, pair, progress)
            }
            let found = try await bySequence
            try await bySubject
            return report(found, shares.totals)
        } catch is ViewPair.Differs {
            return try await journal.inspect { reading in
                try verify(
                    reading, against: outside, head: head, clock: clock, progress: progress)
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

    private func passBySequence(
        _ reading: any JournalReading, against outside: Checkpoint?, head: JournalHead?,
        clock: Timestamp?, _ pair: ViewPair?, _ progress: (VerificationProgress) -> Void
    ) throws -> BySequence {
        let last = try readable { try reading.lastRecord() } ?? nil
        try pair?.meet(last)
        let total = last?.sequence ?? 0
        var found = BySequence(log: FindingLog(limit: findingLimit))
        var seals = SealCheck(
            reading: reading, outside: outside, head: head, pageSize: pageSize)
        var pass = SequencePass(
            reading: reading, pageSize: pageSize, total: total, clock: clock)
        try pass.run(&seals, &found.log) {
            try pair?.check()
            progress(VerificationProgress(stage: .records, done: $0, total: total))
        }
        let problems = try readable { try reading.indexProblems(limit: findingLimit) }
        for problem in problems ?? ["an index cannot be read"] {
            found.log.add(VerificationFinding(.indexDiffers, problem))
        }
        let rows = try readable { try reading.unexplainedRows(limit: findingLimit) }
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
        _ reading: any JournalReading, _ shares: SubjectShares, _ pair: ViewPair?,
        _ progress: (VerificationProgress) -> Void
    ) throws {
        try pair?.meet(try readable { try reading.lastRecord() } ?? nil)
        shares.offer(try SubjectRange.parts(of: reading, pageSize: pageSize))
        try take(shares, reading, pair, progress)
    }

    /// Takes part after part of the pass by subject, until none is left.
    private func take(
        _ shares: SubjectShares, _ reading: any JournalReading, _ pair: ViewPair?,
        _ progress: (VerificationProgress) -> Void
    ) throws {
        let total = try readable { try reading.lastRecord() }??.sequence ?? 0
        while let range = shares.take() {
            var pass = SubjectPass(
                reading: reading, of: range, pageSize: pageSize, findingLimit: findingLimit)
            try pass.run {
                try pair?.check()
                progress(
                    VerificationProgress(stage: .orders, done: shares.count($0), total: total))
            }
            try shares.finish(pass, reading)
        }
    }

    private func report(
        _ bySequence: BySequence, _ bySubject: SubjectTotals
    ) -> VerificationReport {
        var log = bySequence.log
        log.add(bySubject.log)
        if bySubject.records != bySequence.records, bySubject.isComplete {
            log.add(
                VerificationFinding(
                    .recordsUnlisted,
                    "\(bySequence.records) records in all, \(bySubject.records) by order"))
        }
        var report = VerificationReport()
        report.records = bySequence.records
        report.orders = bySubject.orders
        report.checkpoints = bySequence.checkpoints
        report.unsealed = max(0, bySequence.records - bySequence.sealed)
        report.datedAhead = bySequence.datedAhead
        report.findings = log.findings
        report.findingCount = log.count
        return report
    }
}
