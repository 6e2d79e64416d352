import OrderEngine
import OrderEngineTesting
import Trials

/// Flips single bits of the database, of the write-ahead log and of published checkpoints.
struct FlipTrial: Sendable {
    let story: SealedStory
    let seed: UInt64

    /// What came of the flips of one thread.
    struct Tally: Sendable {
        var counts: [String: Int] = [:]
        var failures: [(flip: Int, what: String)] = []
        var effective = 0
        var plainlyNoticed = 0
        var rowsDiffer = 0

        mutating func count(_ name: String) { counts[name, default: 0] += 1 }

        mutating func add(_ other: Tally) {
            counts.merge(other.counts, uniquingKeysWith: +)
            failures += other.failures
            effective += other.effective
            plainlyNoticed += other.plainlyNoticed
            rowsDiffer += other.rowsDiffer
        }
    }

    private static let threads = 2

    func run(_ flips: [Int], _ report: inout TrialReport) async throws {
        let scratch = try Scratch()
        let rows = Attacker.plainCheck(try scratch.place(story.database))?.rows ?? 0
        var total = Tally()
        try await withThrowingTaskGroup(of: Tally.self) { group in
            for thread in 0..<Self.threads {
                group.addTask { @concurrent in
                    let scratch = try Scratch()
                    var tally = Tally()
                    for flip in flips where flip % Self.threads == thread {
                        try await make(flip, in: scratch, rows: rows, &tally)
                    }
                    return tally
                }
            }
            for try await tally in group { total.add(tally) }
        }
        for (name, count) in total.counts.sorted(by: { $0.key < $1.key }) {
            report.count(name, count)
        }
        for failure in total.failures {
            report.fail(
                "flip \(failure.flip): \(failure.what)",
                repro: "\(report.command) --flip \(failure.flip)")
        }
        guard flips.count > 1 else { return }
        report.count("flips of the database that changed what it says", total.effective)
        report.control(
            "flips that PRAGMA integrity_check alone misses",
            found: total.effective - total.plainlyNoticed, of: total.effective)
        report.control(
            "flips that a comparison of the numbers of rows misses",
            found: total.effective - total.rowsDiffer, of: total.effective)
    }

    private func make(
        _ flip: Int, in scratch: Scratch, rows: Int, _ tally: inout Tally
    ) async throws {
        let random = SeededRandom(seed: seed &+ UInt64(flip) &* 0x9E37_79B9_7F4A_7C15)
        switch flip % 10 {
        case 0: try note(flip, random, &tally)
        case 1, 2:
            let path = try scratch.place(
                story.stopped, log: Self.flipped(story.log, random))
            await judge(flip, path, isLog: true, &tally)
        default:
            let path = try scratch.place(Self.flipped(story.database, random))
            let plain = Attacker.plainCheck(path)
            let isEffective = await judge(flip, path, isLog: false, &tally)
            guard isEffective else { return }
            tally.effective += 1
            if plain?.isWhole != true { tally.plainlyNoticed += 1 }
            if plain?.rows != rows { tally.rowsDiffer += 1 }
        }
    }

    static func flipped(_ bytes: [UInt8], _ random: SeededRandom) -> [UInt8] {
        var bytes = bytes
        let bit = Int(random.next() % UInt64(bytes.count * 8))
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }

    private func note(_ flip: Int, _ random: SeededRandom, _ tally: inout Tally) throws {
        let note = story.notes[Int(random.next() % UInt64(story.notes.count))]
        let altered = Self.flipped(Array(note.utf8), random)
        let checkpoint = String(validating: altered, as: UTF8.self).flatMap {
            Checkpoint(note: $0)
        }
        if let checkpoint, checkpoint.isSignatureValid {
            tally.failures.append((flip, "an altered checkpoint is still signed"))
        }
        tally.count("flips of a checkpoint: noticed")
    }

    /// Judges a database; tells whether the flip changed what it says.
    @discardableResult
    private func judge(
        _ flip: Int, _ path: String, isLog: Bool, _ tally: inout Tally
    ) async -> Bool {
        let file = isLog ? "the log" : "the database"
        let found = await Inspection.inspect(path, published: story.published)
        if let untyped = found.untyped {
            tally.failures.append((flip, "an error without a type: \(untyped)"))
        }
        let isSame = found.content == story.content
        if !found.isDetected, found.unreadable != nil {
            tally.count("flips of \(file): refused with a typed error by a list that needs it")
            return true
        }
        if found.isDetected {
            let how = found.refusal == nil ? "found by verifying" : "refused with a typed error"
            tally.count("flips of \(file): \(how)")
            checkFirstBad(flip, found, &tally)
            return !isSame
        }
        if isSame {
            tally.count("flips of \(file): without effect on what it says")
            return false
        }
        // A log with a bad frame ends before it. If that is later than what was published, only a
        // head file can tell.
        let records = found.content?.records ?? []
        if isLog, Int64(records.count) >= story.published?.size ?? .max,
            story.content.records.starts(with: records)
        {
            tally.count("flips of the log: a lost end that nothing published covers")
            return true
        }
        let members = found.content?.members(differingFrom: story.content) ?? ["all"]
        tally.failures.append((flip, "not noticed: \(file), \(members)"))
        return true
    }

    private func checkFirstBad(_ flip: Int, _ found: Inspection, _ tally: inout Tally) {
        guard let content = found.content,
            let altered = content.onlyDifference(from: story.content)
        else { return }
        if found.firstBad == altered {
            tally.count("flips of one record: named")
        } else {
            let named = found.findings.prefix(3).map(\.description).joined(separator: "; ")
            tally.failures.append((flip, "record \(altered) was altered, found: \(named)"))
        }
    }
}
