import FileRecording
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// What the callers of a journal were told while calls on its files failed.
struct Answers: Sendable {
    /// The records that a caller was told are durable.
    var promised: [JournalRecord] = []
    /// How many records there would be after each commit that failed; some commits share that.
    var refused: [Int64] = []
    /// The codes that were answered, by what was asked.
    var errors: [String] = []
    /// The same with what they explain.
    var explanations: [String] = []
    /// What was answered with anything but success or a typed error, or with the wrong one.
    var wrong: [String] = []
    /// Why the journal said that it writes nothing more.
    var halt: JournalError?

    mutating func note(_ error: any Error, from call: String) {
        if let error = error as? JournalError {
            errors.append("\(call): \(error.code.rawValue)")
            explanations.append("\(call): \(error)")
        } else {
            wrong.append("\(call) threw \(type(of: error)): \(error)")
        }
    }
}

/// A short life of a journal that goes on as long as the journal lets it: opening, commits, reads,
/// closing, and the same once more.
struct FaultedLife {
    /// What is noted in the record when a commit failed, and when the journal was closed.
    static let failed: Int64 = -1, closed: Int64 = -2

    private(set) var answers = Answers()

    mutating func live(at path: String) async {
        for round in 1...2 {
            let journal: SQLiteJournalStore
            do {
                journal = try await SQLiteJournalStore.open(at: path)
            } catch {
                answers.note(error, from: "open")
                continue
            }
            await use(journal, round)
            do { try await journal.close() } catch { answers.note(error, from: "close") }
            FileRecord.mark(Self.closed)
        }
    }

    private mutating func use(_ journal: SQLiteJournalStore, _ round: Int) async {
        do {
            let order = try SampleOrder("F-\(round)")
            for number in 0..<8 {
                await commit(
                    try Self.drafts(order, number), to: journal)
            }
        } catch {
            answers.wrong.append("the drafts cannot be made: \(error)")
        }
        await read(journal)
        await checkHalt(of: journal)
    }

    private static func drafts(_ order: SampleOrder, _ number: Int) throws -> [RecordDraft] {
        let attempt = "\(order.number.text).\(number)"
        return number == 0
            ? [try order.adopted(), try order.completed()]
            : [
                try order.intended(attempt),
                order.draft(
                    .attempt(
                        .settled(
                            SettlementDetails(
                                attempt: AttemptID(attempt), call: .cancel,
                                outcome: .notApplied(.unchanged))))),
            ]
    }

    private mutating func commit(_ drafts: [RecordDraft], to journal: SQLiteJournalStore) async {
        let attempted = LastAttempted()
        do {
            answers.promised += try await journal.commit(on: .wholeJournal) { writer in
                let beginning = try writer.end() == nil ? [try RecordDraft.beginning()] : []
                let records = try (beginning + drafts).map { try writer.append($0) }
                attempted.set(records.last?.sequence)
                return records
            }
            FileRecord.mark(Int64(answers.promised.count))
            if answers.halt != nil { answers.wrong.append("a halted journal took a commit") }
        } catch {
            FileRecord.mark(Self.failed)
            answers.note(error, from: "commit")
            if let sequence = attempted.value { answers.refused.append(sequence) }
            answers.halt = journal.halt ?? answers.halt
        }
    }

    private mutating func read(_ journal: SQLiteJournalStore) async {
        do {
            let found = try await journal.read { try $0.records(after: 0, limit: 1000) }
            let promised = answers.promised
            guard promised.allSatisfy(found.contains) else {
                // SQLite takes a short read for the end of the file, and shows nothing there; a
                // verification must notice that.
                let isNoticed =
                    CallFailure.hasReachedReads
                    ? try await !JournalVerifier().verify(journal).isSound : false
                if !isNoticed {
                    answers.wrong.append(
                        "\(promised.count) were promised, \(found.count) are read")
                }
                return
            }
        } catch {
            answers.note(error, from: "read")
            let isExcused = CallFailure.hasReachedReads
            if !isExcused { answers.wrong.append("cannot be read: \(error)") }
        }
    }

    private mutating func checkHalt(of journal: SQLiteJournalStore) async {
        guard let halt = journal.halt else {
            answers.halt = nil
            return
        }
        if halt.code != .halted || !halt.explanation.contains("SQLite says") {
            answers.wrong.append("the halt does not say why: \(halt)")
        }
        do {
            try await journal.commit(on: .wholeJournal) { _ in }
            answers.wrong.append("a halted journal took a commit")
        } catch {
            if error as? JournalError != halt { answers.wrong.append("not the halt: \(error)") }
        }
        answers.halt = nil
    }
}

/// The last sequence number that a commit gave out, whether or not it was kept.
final class LastAttempted: @unchecked Sendable {
    private(set) var value: Int64?

    // The journal runs a commit's closure before it answers, so that the two never meet.
    func set(_ value: Int64?) {
        self.value = value
    }
}
