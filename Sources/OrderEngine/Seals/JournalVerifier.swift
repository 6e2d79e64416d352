import OrderLifecycle

/// Verifies a journal: that nothing in it was changed, removed, inserted or rewritten, and that
/// what is stored of orders, attempts and permits is what replaying their records gives.
///
/// The records are read twice, once by sequence number and once by order, a page at a time. What
/// is held in memory is a page, the roots of the tree, and what is open of one order.
///
/// A permit, and an attempt that has ended, are compared when a record names them; a stored one
/// that no record names is never used and is not looked for.
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
    ///   - progress: Called after each page.
    /// - Throws: What prevents reading; never what is wrong with the records.
    public func verify(
        _ reading: any JournalReading, against outside: Checkpoint? = nil,
        head: JournalHead? = nil, progress: (VerificationProgress) -> Void = { _ in }
    ) throws -> VerificationReport {
        var log = FindingLog(limit: findingLimit)
        let total = try readable { try reading.lastRecord()?.sequence ?? 0 } ?? 0

        var seals = SealCheck(
            reading: reading, outside: outside, head: head, pageSize: pageSize)
        var sequence = SequencePass(reading: reading, pageSize: pageSize, total: total)
        try sequence.run(&seals, &log) {
            progress(VerificationProgress(stage: .records, done: $0, total: total))
        }

        var subjects = SubjectPass(reading: reading, pageSize: pageSize)
        try subjects.run(&log) {
            progress(VerificationProgress(stage: .orders, done: $0, total: total))
        }
        if subjects.records != sequence.records, subjects.isComplete {
            log.add(
                VerificationFinding(
                    .recordsUnlisted,
                    "\(sequence.records) records in all, \(subjects.records) by order"))
        }

        var report = VerificationReport()
        report.records = sequence.records
        report.orders = subjects.orders
        report.checkpoints = seals.verified
        report.unsealed = max(0, sequence.records - seals.sealed)
        report.findings = log.findings
        report.findingCount = log.count
        return report
    }

    /// Verifies a journal.
    ///
    /// - Parameters:
    ///   - outside: A checkpoint that was published before.
    ///   - head: How far the journal had come, as its head file says.
    ///   - progress: Called after each page, on the journal's thread.
    /// - Throws: What prevents reading; never what is wrong with the records.
    public func verify(
        _ journal: any Journal, against outside: Checkpoint? = nil, head: JournalHead? = nil,
        progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
    ) async throws -> VerificationReport {
        try await journal.inspect { reading in
            try verify(reading, against: outside, head: head, progress: progress)
        }
    }
}
