import FileRecording
import OrderEngineTesting
import OrderJournal
import SQLiteJournal

/// One failure at one call, and what is found of it.
struct Point: Hashable, Sendable, CustomStringConvertible {
    let failure: CallFailure

    var description: String {
        "\(failure.kind.rawValue),\(failure.at),\(failure.isForGood ? "good" : "once")"
    }

    /// Reads a point as it is described.
    init?(_ text: String) {
        let parts = text.split(separator: ",")
        guard parts.count == 3, let kind = CallFailure.Kind(rawValue: String(parts[0])),
            let at = Int(parts[1]), ["good", "once"].contains(parts[2])
        else { return nil }
        failure = CallFailure(kind, at: at, isForGood: parts[2] == "good")
    }

    init(_ failure: CallFailure) {
        self.failure = failure
    }

    /// What a point came to.
    struct Finding: Codable, Sendable {
        var calls = 0
        var failures = 0
        var errors: [String] = []
        var explanations: [String] = []
        var problems: [String] = []
    }

    /// Lives with the failure, and then looks, without failures, at what is left.
    func run() async throws -> Finding {
        let files = try JournalFiles("point")
        FileRecord.setLogPages(24)
        FileRecord.begin(in: files.directory)
        failure.begin()
        var life = FaultedLife()
        await life.live(at: files.path)
        let (calls, failures) = CallFailure.end()
        let events = FileRecord.end()
        FileRecord.setLogPages(0)
        var finding = Finding(calls: calls, failures: failures)
        finding.errors = life.answers.errors
        finding.explanations = life.answers.explanations
        finding.problems = life.answers.wrong
        if let write = WritesAfterFailure.first(in: events) { finding.problems.append(write) }
        finding.problems += try await Self.lookAgain(at: files.path, life.answers)
        return finding
    }

    /// Opens the journal again: what was promised is there, and of what was refused all or nothing.
    static func lookAgain(at path: String, _ answers: Answers) async throws -> [String] {
        do {
            let journal = try await SQLiteJournalStore.open(at: path)
            var problems: [String] = []
            let report = try await JournalVerifier().verify(journal)
            if !report.isSound {
                problems.append("corrupt: \(report.first.map { "\($0)" } ?? "no finding")")
            }
            let found = try await journal.read { try $0.records(after: 0, limit: 1000) }
            if !answers.promised.allSatisfy(found.contains) {
                problems.append(
                    "lost: \(answers.promised.count) were promised, \(found.count) are there")
            }
            let whole = Set(answers.refused + answers.promised.map(\.sequence) + [0])
            // The first commit has the journal's beginning besides.
            let isEven = found.count.isMultiple(of: 2) && !found.isEmpty
            if !whole.contains(Int64(found.count)) || isEven {
                problems.append("half: a commit was kept in part, \(found.count) records")
            }
            let order = try SampleOrder("after")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.begin()
                try journal.append(order.adopted())
            }
            try await journal.close()
            return problems
        } catch let error as JournalError {
            return ["unusable: \(error)"]
        }
    }
}
