import FileRecording
import Foundation
import OrderEngineTesting
import OrderJournal
import SQLiteJournal
import Trials

/// A file system that is really full and then really has room again, and that really becomes
/// read-only.
struct FullFileSystem: Sendable {
    /// How long the file system is asked to become read-only; long, for a machine may be slow.
    private static let patience = Duration.seconds(60)

    func run(_ report: inout TrialReport) async throws {
        let files = try JournalFiles("full")
        guard let volume = Volume(at: files.directory) else {
            report.count("a really full file system", "not tried")
            if ProcessInfo.processInfo.environment["ADVERSITY_WITHOUT_MOUNT"] != "1" {
                report.fail(
                    "no file system can be mounted here; that is passed over where "
                        + "ADVERSITY_WITHOUT_MOUNT=1 says so", repro: repro)
            }
            return
        }
        defer { volume.unmount() }
        report.count("a really full file system", volume.kind)
        var answers = Answers()
        try await fill(files, &answers, &report)
        try await freeze(volume, files, &answers, &report)
    }

    /// Fills the file system, commits until it says so, makes room, and goes on.
    private func fill(
        _ files: JournalFiles, _ answers: inout Answers, _ report: inout TrialReport
    ) async throws {
        let ballast = files.directory + "/ballast"
        try Data(count: Volume.ballast).write(to: URL(filePath: ballast))
        let journal = try await SQLiteJournalStore.open(at: files.path)
        answers.promised = [
            try await journal.commit(on: .wholeJournal) { try $0.append(.beginning()) }
        ]
        let error = await Self.commitUntilRefused(journal, "full", &answers)
        if error?.code != .full {
            report.fail("a full disk is answered: \(text(error))", repro: repro)
        }
        try await checkHalted(journal, answers, &report)
        try? await journal.close()
        try FileManager.default.removeItem(atPath: ballast)
        for problem in try await Point.lookAgain(at: files.path, answers) {
            report.fail("after a full disk: \(problem)", repro: repro)
        }
        report.count("really full: records before", answers.promised.count)
    }

    /// Makes the file system read-only under the journal, and writable again.
    private func freeze(
        _ volume: Volume, _ files: JournalFiles, _ answers: inout Answers,
        _ report: inout TrialReport
    ) async throws {
        try files.removeContents()
        answers = Answers()
        try await Self.useBriefly(files, &answers)
        let start = ContinuousClock.now
        var isFrozen = volume.remount("ro")
        while !isFrozen, .now < start + Self.patience {
            try await Task.sleep(for: .milliseconds(10))
            isFrozen = volume.remount("ro")
        }
        guard isFrozen else {
            report.fail("the file system does not become read-only: is a file open?", repro: repro)
            return
        }
        do {
            _ = try await SQLiteJournalStore.open(at: files.path)
            report.fail("a read-only file system was opened for writing", repro: repro)
        } catch let error as JournalError {
            report.count("really read-only: the owner is told", error.code.rawValue)
        }
        let reader = try await SQLiteJournalStore.open(at: files.path, mode: .reader)
        let found = try await reader.read { try $0.records(after: 0, limit: 1000) }
        if found != answers.promised { report.fail("a read-only journal differs", repro: repro) }
        try await reader.close()
        _ = volume.remount("rw")
        for problem in try await Point.lookAgain(at: files.path, answers) {
            report.fail("after a read-only time: \(problem)", repro: repro)
        }
    }

    private func checkHalted(
        _ journal: SQLiteJournalStore, _ answers: Answers, _ report: inout TrialReport
    ) async throws {
        if journal.halt?.explanation.contains("journal_full") != true {
            report.fail("the halt does not say why: \(text(journal.halt))", repro: repro)
        }
        let found = try await journal.read { try $0.records(after: 0, limit: 10_000) }
        if found != answers.promised {
            report.fail("a full journal is not read as promised", repro: repro)
        }
    }

    /// A file system with files open for writing refuses to become read-only; what the journal
    /// had open is given up soon after this returns.
    private static func useBriefly(_ files: JournalFiles, _ answers: inout Answers) async throws {
        let journal = try await SQLiteJournalStore.open(at: files.path)
        answers.promised = [
            try await journal.commit(on: .wholeJournal) { try $0.append(.beginning()) }
        ]
        _ = await commitUntilRefused(journal, "before", &answers, limit: 3)
        try await journal.close()
    }

    private static func commitUntilRefused(
        _ journal: SQLiteJournalStore, _ name: String, _ answers: inout Answers, limit: Int = 10_000
    ) async -> JournalError? {
        for number in 1...limit {
            do {
                let order = try SampleOrder("\(name)-\(number)")
                answers.promised += try await journal.commit(on: .wholeJournal) { journal in
                    [try journal.append(order.adopted()), try journal.append(order.completed())]
                }
            } catch {
                answers.refused.append(Int64(answers.promised.count + 2))
                return error as? JournalError
            }
        }
        return nil
    }

    private func text(_ error: JournalError?) -> String { error.map { "\($0)" } ?? "nothing" }

    private var repro: String { "scripts/adversity fail-io" }
}
