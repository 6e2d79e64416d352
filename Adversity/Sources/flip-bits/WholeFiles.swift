import OrderEngine
import OrderLifecycle
import Trials

/// Files that were cut short, lost or replaced as a whole.
struct WholeFiles {
    let story: SealedStory

    func run(_ report: inout TrialReport) async throws {
        let scratch = try Scratch()
        try await whole(scratch, &report)
        try await cut(scratch, &report)
        try await lostLog(scratch, &report)

        let old = await Inspection.inspect(
            try scratch.place(story.old), published: story.published)
        expect(old, [.published], "an old copy put back", &report)
    }

    /// What nobody altered is found sound, with its log and without.
    private func whole(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        for (database, log) in [(story.database, nil), (story.stopped, story.log)] {
            let found = await Inspection.inspect(
                try scratch.place(database, log: log), published: story.published)
            expect(found, [], "nothing altered", &report)
            if found.content != story.content {
                report.fail("a journal nobody altered says something else", repro: report.command)
            }
        }
    }

    private func cut(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        var cuts = 0
        for length in stride(from: 0, to: story.database.count, by: 4096 + 511) {
            let found = await Inspection.inspect(
                try scratch.place(Array(story.database.prefix(length))),
                published: story.published)
            cuts += 1
            if let untyped = found.untyped {
                report.fail("cut to \(length): \(untyped)", repro: report.command)
            } else if !found.isDetected {
                report.fail("a database cut to \(length) bytes is sound", repro: report.command)
            }
        }
        report.count("databases cut short, all noticed", cuts)
    }

    /// The log cut at every page: what is left is a sound journal without its end.
    private func lostLog(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        let sealed = story.published?.size ?? 0
        var (cuts, unseen) = (0, 0)
        for length in stride(from: 0, to: story.log.count, by: 4 * 4120) {
            let log = Array(story.log.prefix(length))
            let found = await Inspection.inspect(
                try scratch.place(story.stopped, log: log), published: story.published)
            cuts += 1
            if let untyped = found.untyped {
                report.fail("log cut to \(length): \(untyped)", repro: report.command)
            }
            let records = found.content?.records ?? []
            let isLost = found.content != story.content
            if isLost, !found.isDetected {
                unseen += 1
                // Whoever published nothing later cannot see that later records are gone.
                if Int64(records.count) < sealed || !story.content.records.starts(with: records) {
                    report.fail("log cut to \(length): not noticed", repro: report.command)
                }
            }
        }
        report.count("write-ahead logs cut short", cuts)
        report.control(
            "a lost end of the log without head file, later than what was published",
            found: unseen, of: cuts)
    }

    private func expect(
        _ found: Inspection, _ layers: Set<Layer>, _ what: String, _ report: inout TrialReport
    ) {
        guard found.layers != layers || found.untyped != nil else { return }
        report.fail(
            "\(what): noticed by \(found.layers.map(\.rawValue).sorted()), not by "
                + "\(layers.map(\.rawValue).sorted()); \(found.refusal ?? found.untyped ?? "") "
                + found.findings.prefix(3).map(\.description).joined(separator: "; "),
            repro: report.command)
    }
}
