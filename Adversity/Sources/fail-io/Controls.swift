import CFaultVFS
import FileRecording
import OrderEngine
import SQLiteJournal
import Trials

/// Journals and devices that do what must not be; the trial has to notice.
struct Controls: Sendable {
    func run(_ report: inout TrialReport) async throws {
        try await goOnWriting(&report)
        try await hide(.device, "writes that never happen are answered with success", &report)
    }

    /// A connection that writes on after a commit of it failed.
    private func goOnWriting(_ report: inout TrialReport) async throws {
        let files = try JournalFiles("control")
        let journal = try await SQLiteJournalStore.open(at: files.path)
        try await journal.close()
        FileRecord.begin(in: files.directory)
        let connection = RawConnection(files.path)
        connection.execute("CREATE TABLE careless (number INTEGER)")
        CallFailure(.sync, at: 1, isForGood: false).begin()
        if !connection.execute("PRAGMA synchronous = FULL; INSERT INTO careless VALUES (1)") {
            FileRecord.mark(FaultedLife.failed)
        }
        CallFailure.end()
        connection.execute("INSERT INTO careless VALUES (2)")
        connection.close()
        let isFound = WritesAfterFailure.first(in: FileRecord.end()) != nil
        report.control("writing on after a failed commit", found: isFound ? 1 : 0, of: 1)
    }

    /// A device whose failures are not passed on, from one of the calls of a whole life on.
    private func hide(
        _ kind: CallFailure.Kind, _ name: String, _ report: inout TrialReport
    ) async throws {
        var found = 0
        var tried = 0
        for at in stride(from: 20, through: 600, by: 20) {
            var failure = CallFailure(kind, at: at, isForGood: true)
            failure.isHidden = true
            let finding = try await Point(failure).run()
            tried += 1
            if finding.problems.contains(where: { !$0.hasPrefix("written after") }) { found += 1 }
        }
        report.control(name, found: found, of: tried)
    }
}
