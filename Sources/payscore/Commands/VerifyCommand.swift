import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Verifies the journal.
struct VerifyCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the journal: hash chains, replay and seals; names the first bad record.",
        discussion: """
            The journal is compared with its head file, which shows a lost end. A checkpoint that \
            was kept elsewhere also shows that the journal's end was removed, or \
            the whole replaced.

            Exit code: 0 everything holds, 15 something does not.
            """)

    @Option(help: ArgumentHelp("A checkpoint that was published before.", valueName: "file"))
    var checkpoint: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let outside = try checkpoint.map { try PublishedCheckpoint.read($0) }
        return try await CommandContext.with(.inspection, global, output) { context in
            let (head, problem) = try await Self.head(of: context)
            var report = try await JournalVerifier().verify(
                context.journal, against: outside, head: head, clock: SystemClock().now()
            ) { progress in
                output.progress(
                    "verifying \(progress.stage.rawValue): \(progress.done) of \(progress.total)")
            }
            output.progress("", isOver: true)
            if let problem { report = report.adding(problem) }
            try output.answer(VerificationJSON(report)) { report.lines }
            return report.isSound ? .ok : .unverified
        }
    }

    /// How far the journal had come, or why that cannot be told.
    private static func head(
        of context: CommandContext
    ) async throws -> (JournalHead?, VerificationFinding?) {
        do { return (try await context.head(), nil) } catch let error as JournalError
            where error.code == .headUnusable
        {
            return (nil, VerificationFinding(.headUnusable, error.explanation))
        }
    }
}

extension VerificationReport {
    /// The report for a person.
    fileprivate var lines: [StyledText] {
        let counts: StyledText =
            "  \(counted(records, "record", "records")) of \(counted(orders, "order", "orders")), "
            + "\(counted(checkpoints, "checkpoint", "checkpoints")), "
            + "\(counted(unsealed, "record", "records")) not sealed yet"
        if isSound { return ["\("SOUND", .good)  everything holds", counts] + notices }
        var lines: [StyledText] =
            ["\("NOT SOUND", .bad)  \(counted(findingCount, "finding", "findings"))", counts]
            + notices
        if let bad = findings.first(where: { $0.sequence != nil })?.sequence {
            lines.append("  the first bad record is \("#\(bad)", .bad)")
        }
        for finding in findings { lines.append("  \(finding)") }
        if findingCount > Int64(findings.count) {
            lines.append("  … and \(findingCount - Int64(findings.count)) more")
        }
        return lines
    }

    /// What is told although it holds.
    private var notices: [StyledText] {
        guard let datedAhead else { return [] }
        return [
            "  \("notice", .caution)  from record #\(datedAhead.sequence) on, records are dated "
                + "ahead of this machine's clock, that one by \(datedAhead.duration); see "
                + "payscore doctor"
        ]
    }
}
