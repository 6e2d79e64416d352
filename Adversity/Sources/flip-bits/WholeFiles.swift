import OrderEngine
import OrderJournal
import Trials

/// Files that nobody altered, and files that were cut short at any place.
struct WholeFiles {
    let story: SealedStory

    func run(_ report: inout TrialReport) async throws {
        let scratch = try Scratch()
        try await whole(scratch, &report)
        try await cutDatabase(scratch, &report)
        try await cutLog(scratch, &report)
    }

    /// What nobody altered is found sound, with its log and without; also by its owner, who leaves
    /// it so.
    private func whole(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        for copy in [story.closed, story.stopped] {
            let path = try scratch.place(copy)
            for _ in 1...2 {
                let found = await inspect(path)
                if found.isDetected || found.untyped != nil || found.content != story.content {
                    report.fail(
                        "nothing was altered: \(Self.words(found))", repro: report.command)
                }
                if story.slots.newest()?.isSaid(by: found.head) != true {
                    report.fail("the head does not say all", repro: report.command)
                }
            }
        }
    }

    private func cutDatabase(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        var cuts = 0
        for length in stride(from: 0, to: story.closed.database.count, by: 4096 + 511) {
            var copy = story.closed
            copy.database = Array(copy.database.prefix(length))
            let found = await inspect(try scratch.place(copy))
            cuts += 1
            if let untyped = found.untyped {
                report.fail("cut to \(length): \(untyped)", repro: report.command)
            } else if !found.isDetected {
                report.fail("a database cut to \(length) bytes is sound", repro: report.command)
            }
        }
        report.count("databases cut short, all noticed", cuts)
    }

    /// The log cut at any frame, and within: what is left is a sound journal without its end.
    ///
    /// Only the head knows of what was not sealed; beside a new head, the same loss is not noticed.
    private func cutLog(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        var (cuts, lost, byHeadAlone, unseen) = (0, 0, 0, 0)
        for length in stride(from: 0, to: story.stopped.log?.count ?? 0, by: 4120 + 1373) {
            var copy = story.stopped
            copy.log = copy.log.map { Array($0.prefix(length)) }
            let found = await inspect(try scratch.place(copy))
            cuts += 1
            if found.untyped == nil, !found.isDetected, found.content == story.content {
                continue
            }
            lost += 1
            let missing = story.content.firstDifference(in: found.records)
            guard found.layers.contains(.head), found.untyped == nil, found.firstBad == missing,
                [.rolledBack, .headUnusable].contains(found.ownerRefusal)
            else {
                report.fail(
                    "log cut to \(length), record \(missing ?? 0) is missing: "
                        + Self.words(found), repro: report.command)
                continue
            }
            guard found.layers.isDisjoint(with: [.hashes, .kept, .published]) else { continue }
            byHeadAlone += 1
            let path = try scratch.place(copy)
            try await Attacker(path: path).makeNewHead()
            let misled = await inspect(path)
            if !misled.isDetected, misled.content == found.content { unseen += 1 }
        }
        report.count("write-ahead logs cut short", cuts)
        report.count("… with a loss, all refused to the owner, the first lost record named", lost)
        report.control(
            "a lost end that only the head knew of, beside a new head: not noticed",
            found: unseen, of: byHeadAlone)
        if unseen != byHeadAlone {
            report.fail("a loss is noticed beside a new head", repro: report.command)
        }
    }

    private func inspect(_ path: String) async -> Inspection {
        await Inspection.inspect(path, published: story.published)
    }

    private static func words(_ found: Inspection) -> String {
        "noticed by \(found.layers.map(\.rawValue).sorted()); "
            + "\(found.refusal ?? found.untyped ?? "") "
            + found.findings.prefix(3).map(\.description).joined(separator: "; ")
    }
}
