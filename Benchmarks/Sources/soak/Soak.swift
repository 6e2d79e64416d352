import Appending
import ArgumentParser
import Foundation
import Measuring
import OrderJournal
import SQLiteJournal

/// Appends at full rate for a long time, and looks for what grows.
@main
struct Soak: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Append at full rate beside a reader that gets stuck, and look for what grows.")

    @Option(help: "How long.")
    var seconds = 600.0

    @Option(help: "How long a reader is stuck, and free, in turn.")
    var stretch = 30.0

    @Option(help: "How many callers append at once.")
    var callers = 64

    @Option(help: "Where the journal is kept meanwhile.")
    var directory = FileManager.default.temporaryDirectory.path

    @Option(help: "Where the row is written.")
    var output: String

    @Option(help: "Where every second's sample is written, as CSV.")
    var samples: String?

    func run() async throws {
        let place = URL(filePath: directory, directoryHint: .isDirectory)
            .appending(path: "soak-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        // Once through everything, so that what is opened once and kept counts as no leak.
        _ = try await live(in: place.appending(path: "first.sqlite"), seconds: 1)
        let descriptors = try await Self.openDescriptors()
        let file = place.appending(path: "journal.sqlite")
        let (appended, seen) = try await live(in: file, seconds: seconds)
        if let samples {
            let lines = [Vitals.heading] + seen.map(\.line)
            try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: samples))
        }
        let verification = try await verify(file)
        let findings = Findings(
            appended: appended, samples: seen,
            descriptorsLeft: try await Self.openDescriptors() - descriptors,
            verification: verification, seconds: seconds)
        var report = Report()
        report.add(findings.row(callers: callers, stretch: stretch))
        try report.write(to: output)
        if !findings.isSound { throw ExitCode(1) }
    }

    /// Opens a journal, appends, looks on, and closes it.
    private func live(in file: URL, seconds: Double) async throws -> (Appended, [Vitals]) {
        let journal = try await SQLiteJournalStore.open(at: file)
        let appenders = Appenders(to: journal, callers: callers)
        async let samples = Watch(file, seconds: seconds, stretch: stretch).run()
        let appended = try await appenders.append(for: seconds, name: "S")
        let seen = try await samples
        try await journal.close()
        return (appended, seen)
    }

    /// How many are open once what is closed behind the scenes is closed as well.
    private static func openDescriptors() async throws -> Int {
        try await Task.sleep(for: .seconds(1))
        return Vitals.openDescriptors
    }

    private func verify(_ file: URL) async throws -> VerificationReport {
        let journal = try await SQLiteJournalStore.open(at: file, mode: .reader)
        let head = try await journal.head()
        let report = try await JournalVerifier().verify(journal, head: head)
        try await journal.close()
        return report
    }
}
