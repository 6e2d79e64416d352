import OrderEngineTesting
import OrderJournal
import Trials

/// Flips single bits of the database, of the write-ahead log, of the head file and of published
/// checkpoints.
struct FlipTrial: Sendable {
    let story: SealedStory
    let seed: UInt64

    private static let threads = 2
    private static let batch = 250

    /// Flips bits until so many of them had an effect, or the time is over; some in any case.
    func run(
        untilEffective wanted: Int, or deadline: Deadline, _ report: inout TrialReport
    ) async throws {
        let scratch = try Scratch()
        let rows = Attacker.plainCheck(try scratch.place(story.closed))?.rows ?? 0
        var total = FlipTally()
        var next = 0
        // Far more than needed would mean that the flips do not reach what is read.
        while total.effectiveInAll < wanted, next < 10 * wanted + Self.batch,
            next == 0 || !deadline.isOver
        {
            total.add(try await tally(Array(next..<next + Self.batch), rows: rows))
            next += Self.batch
        }
        publish(total, &report)
        report.count("bits flipped of database, log and head", total.made.values.reduce(0, +))
        report.count("… with an effect, each noticed", total.effectiveInAll)
        if total.effectiveInAll < wanted, !deadline.isOver {
            report.fail(
                "\(total.effectiveInAll) flips had an effect, not \(wanted)",
                repro: report.command)
        }
        let ofDatabase = total.effective[.database] ?? 0
        report.control(
            "flips that PRAGMA integrity_check alone misses",
            found: ofDatabase - total.plainlyNoticed, of: ofDatabase)
        report.control(
            "flips that a comparison of the numbers of rows misses",
            found: ofDatabase - total.rowsDiffer, of: ofDatabase)
        report.control(
            "lost ends of the log that all but the head file miss",
            found: total.counts["flips of the write-ahead log: noticed by the head file alone"]
                ?? 0, of: total.effective[.log] ?? 0)
    }

    /// Makes one flip again.
    func run(only flip: Int, _ report: inout TrialReport) async throws {
        publish(try await tally([flip], rows: 0), &report)
    }

    private func publish(_ total: FlipTally, _ report: inout TrialReport) {
        for file in FlippedFile.allCases {
            let made = total.made[file] ?? 0
            report.count(
                "bits of \(file.rawValue), with an effect",
                "\(total.effective[file] ?? 0) of \(made)")
        }
        for (name, count) in total.counts.sorted(by: { $0.key < $1.key }) {
            report.count(name, count)
        }
        for failure in total.failures.sorted(by: { $0.flip < $1.flip }) {
            report.fail(
                "flip \(failure.flip): \(failure.what)",
                repro: "\(report.command) --flip \(failure.flip)")
        }
    }

    private func tally(_ flips: [Int], rows: Int) async throws -> FlipTally {
        var total = FlipTally()
        try await withThrowingTaskGroup(of: FlipTally.self) { group in
            for thread in 0..<Self.threads {
                group.addTask { @concurrent in
                    let scratch = try Scratch()
                    var tally = FlipTally()
                    for flip in flips where flip % Self.threads == thread {
                        try await make(flip, in: scratch, rows: rows, &tally)
                    }
                    return tally
                }
            }
            for try await tally in group { total.add(tally) }
        }
        return total
    }

    private func make(
        _ flip: Int, in scratch: Scratch, rows: Int, _ tally: inout FlipTally
    ) async throws {
        let random = SeededRandom(seed: seed &+ UInt64(flip) &* 0x9E37_79B9_7F4A_7C15)
        switch flip % 10 {
        case 0: try note(flip, random, &tally)
        case 1, 2:
            var copy = story.stopped
            copy.log = copy.log.map { BitFlip($0, random).bytes }
            let found = await inspect(try scratch.place(copy))
            let judge = FlipJudge(story: story, flip: flip, file: .log)
            tally.make(.log, isEffective: judge.judge(found, &tally))
        case 3, 4:
            let altered = BitFlip(story.closed.head ?? [], random)
            var copy = story.closed
            copy.head = altered.bytes
            let found = await inspect(try scratch.place(copy))
            let judge = FlipJudge(story: story, flip: flip, file: .head)
            let slot = altered.index / HeadSlots.length
            tally.make(.head, isEffective: judge.judge(damaged: slot, found, &tally))
        default:
            var copy = story.closed
            copy.database = BitFlip(copy.database, random).bytes
            let found = await inspect(try scratch.place(copy))
            let judge = FlipJudge(story: story, flip: flip, file: .database)
            let isEffective = judge.judge(found, &tally)
            tally.make(.database, isEffective: isEffective)
            guard isEffective else { return }
            tally.takePlainCheck(
                Attacker.plainCheck(try scratch.place(copy)), expecting: rows)
        }
    }

    private func inspect(_ path: String) async -> Inspection {
        await Inspection.inspect(path, published: story.published)
    }

    private func note(
        _ flip: Int, _ random: SeededRandom, _ tally: inout FlipTally
    ) throws {
        let note = story.notes[Int(random.next() % UInt64(story.notes.count))]
        let altered = BitFlip(Array(note.utf8), random).bytes
        let checkpoint = String(validating: altered, as: UTF8.self).flatMap {
            Checkpoint(note: $0)
        }
        if let checkpoint, checkpoint.isSignatureValid {
            tally.fail(flip, "an altered checkpoint is still signed")
        }
        tally.count("flips of a checkpoint: noticed")
    }
}
