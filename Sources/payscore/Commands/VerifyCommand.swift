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

            A copy, such as SQLite's VACUUM INTO or backup interface makes it, has no head file, \
            or an older or newer one. With --copy that is no finding, and the answer says what \
            cannot be checked.

            Exit code: 0 everything holds; 15 something does not; 16 everything holds that can be \
            checked, and whether records are missing at the end cannot be: of a copy, or of a \
            journal in another program's database.
            """)

    @Flag(help: "This is a copy of a journal: check all that a copy can show.")
    var copy = false

    @Option(help: ArgumentHelp("A checkpoint that was published before.", valueName: "file"))
    var checkpoint: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let outside = try checkpoint.map { try PublishedCheckpoint.read($0) }
        return try await CommandContext.with(.inspection, global, output) { context in
            let known = try await copy ? KnownHead(ofCopy: context) : KnownHead(of: context)
            var report = try await JournalVerifier().verify(
                context.journal, against: outside, head: known.head, clock: SystemClock().now()
            ) { progress in
                output.progress(
                    "verifying \(progress.stage.rawValue): \(progress.done) of \(progress.total)")
            }
            output.progress("", isOver: true)
            if let problem = known.problem { report = report.adding(problem) }
            try output.answer(VerificationJSON(report)) {
                report.lines(whyEndIsUnchecked: known.absence, published: outside)
            }
            guard report.isSound else { return .unverified }
            return report.isEndChecked ? .ok : .endUnchecked
        }
    }
}

/// How far the journal had come, or why that cannot be told.
private struct KnownHead {
    /// The head to compare the journal with.
    var head: JournalHead?
    /// That the head file should be there and is not, or not usable.
    var problem: VerificationFinding?
    /// Why there is none to compare with, where none need be.
    var absence: String?

    init(of context: CommandContext) async throws {
        do { head = try await context.head() } catch let error as JournalError
            where error.code == .headUnusable
        {
            problem = VerificationFinding(
                .headUnusable, "\(error.explanation); if this is a copy, verify it with --copy")
        }
        if context.isShared { absence = "a journal in another program's database has no head file" }
    }

    /// A head that the copy has all of says where it ends; none, or a newer one, does not.
    init(ofCopy context: CommandContext) async throws {
        do { head = try await context.head() } catch let error as JournalError
            where error.code == .headUnusable
        {}
        let size = try await context.journal.read { try $0.end()?.sequence ?? 0 }
        guard let found = head else {
            absence = "no head file of this journal's is next to the copy"
            return
        }
        guard found.size > size else { return }
        head = nil
        absence =
            "the copy is older than the head file next to it, which knows \(found.size) records"
    }
}

extension VerificationReport {
    /// The report for a person.
    fileprivate func lines(
        whyEndIsUnchecked absence: String?, published: Checkpoint?
    ) -> [StyledText] {
        let counts: StyledText =
            "  \(counted(records, "record", "records")) of \(counted(orders, "order", "orders")), "
            + "\(counted(checkpoints, "checkpoint", "checkpoints")), "
            + "\(counted(unsealed, "record", "records")) not sealed yet"
        if isSound, isEndChecked {
            return ["\("SOUND", .good)  everything holds", counts] + notices
        }
        if isSound {
            let sealed = published.map { "; all \($0.size) of the checkpoint are there" } ?? ""
            return [
                "\("SOUND", .good)  everything that can be checked holds", counts,
                "  \("not checked", .caution)  whether more records followed the last one: "
                    + "\(absence ?? "there is no head file")\(sealed)",
            ] + notices
        }
        var lines: [StyledText] =
            ["\("NOT SOUND", .bad)  \(counted(findingCount, "finding", "findings"))", counts]
            + notices
        if let bad = findings.first(where: { $0.sequence != nil })?.sequence {
            lines.append("  the first bad record is \("#\(bad)", .bad)")
        }
        for finding in findings { lines.append("  \(finding.words)") }
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
