import CReference
import Measuring
import OrderJournal
import SQLiteJournal

/// Row 10: the verification of a large journal, and the memory that it takes.
enum VerifyRow {
    /// How many rounds there are where one takes long.
    private static let roundsOfMany = 3

    static func measure(
        under conditions: Conditions
    ) async throws -> (row: Row, rates: Interleaved) {
        let file = MixedFile(under: conditions)
        let files = try await file.prepared()
        let isLong = conditions.orders >= 1_000_000
        let conditions = conditions.fewerRounds(isLong ? roundsOfMany : conditions.rounds)
        let reference = try ReferenceJournal(at: files, to: REFERENCE_READS_AT_REST)
        let measured = try await Interleaved(
            rounds: conditions.rounds, slices: 1,
            ours: { _ in
                try await Effort.measuring { try await verify(files, expecting: file.records) }
            },
            reference: { _ in
                try await Effort.measuring {
                    try Miscount.check(
                        try reference.scan(), is: file.records, "sound records, in C")
                    return Int(file.records)
                }
            })
        try reference.close()
        let memory = try await VerificationMemory.measure(files, expecting: file.records)
        let row = Row(
            "10", work: "verify over \(file.records) records, as `payscore verify` does",
            reference: "a scan on SQLite's C interface with OpenSSL's SHA-256 of the same bytes",
            rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of C's", unit: "×", Spread(of: measured.ratios), goal: .atLeast(0.45)),
                Figure(
                    "processor's time a record, of C's", unit: "×",
                    Spread(of: measured.processorRatios)),
                Figure(
                    "peak memory of the process", unit: "MiB", Spread(of: [memory]),
                    goal: .atMost(64)),
                Figure("rate", unit: "records/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "records/s", Spread(of: measured.reference)),
            ])
        return (row, measured)
    }

    /// Opens a journal to read, verifies it against its head and returns how many records it has.
    static func verify(_ files: JournalFiles, expecting records: Int64?) async throws -> Int {
        let journal = try await SQLiteJournalStore.open(at: files.path, mode: .reader)
        let report = try await JournalVerifier().verify(journal, head: try await journal.head())
        try await journal.close()
        try Miscount.check(report.findings.map(\.description), is: [], "findings")
        try Miscount.check(report.records, is: records ?? report.records, "records")
        return Int(report.records)
    }
}
