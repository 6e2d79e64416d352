import FileRecording
import Foundation
import Trials

/// The whole trial of an honest device: lives are recorded and replayed, and lives that begin with
/// what another left.
struct Plan: Sendable {
    let seed: UInt64
    let images: Int
    let compound: Int
    let limit: TimeLimit
    /// The one image that is made, if not all are.
    var only: ImagePlace?

    /// Every so-many-th image is opened by the journal itself.
    static let openedEvery = 20

    func run(_ report: inout TrialReport) async throws {
        let recordings = try await record()
        publish(recordings, &report)
        if only == nil { try await verifyMilestones(of: recordings, &report) }
        let cuts = recordings.map(Trial.unsettledCuts(of:)).reduce(0, +)
        let start = ContinuousClock.now
        var tally = Tally()
        let perCut = (images + cuts - 1) / max(1, cuts)
        // A few of every recording in turn, where there may be no time for all.
        let atOnce = limit.seconds == nil ? perCut : 4
        let deadline = limit.deadline(sharedBy: 2)
        var made = 0
        repeat {
            let round = made..<min(made + atOnce, perCut)
            for (number, recording) in recordings.enumerated()
            where only == nil || only?.recording == number {
                tally += try await Trial(
                    recording: recording, number: number, seed: seed, images: round,
                    openedEvery: Self.openedEvery, only: only
                ).run()
            }
            made = round.upperBound
        } while made < perCut && !deadline.isOver
        let spent = ContinuousClock.now - start
        publish("", tally, &report)
        if only == nil, limit.seconds == nil, tally.images < images {
            report.fail("only \(tally.images) of \(images) images were made", repro: repeated)
        }
        report.count(
            "images a second",
            Int(Double(tally.images) / (Double(spent.components.seconds) + 0.001)))
        var all = tally.images
        all += try await loseTwice(recordings, &report)
        all += try await killAndLose(recordings, &report)
        if all == 0 { report.fail("there is no such image", repro: repeated) }
    }

    /// What was recorded; nothing of it may be missing.
    private func publish(_ recordings: [Recording], _ report: inout TrialReport) {
        report.count("recordings", recordings.count)
        let kinds: [(FileEvent.Kind, String)] = [
            (.create, "files made"), (.unlink, "files removed"),
            (.write, "writes"), (.truncate, "truncations"), (.sync, "syncs"),
            (.syncDirectory, "syncs of the directory"), (.mark, "promises"),
        ]
        for (kind, name) in kinds {
            let count = recordings.map { $0.events.count { $0.kind == kind } }.reduce(0, +)
            report.count("recorded \(name)", count)
            if count == 0 { report.fail("no \(name) were recorded", repro: repeated) }
        }
    }

    private func record() async throws -> [Recording] {
        var recordings: [Recording] = []
        for (number, pages) in Lives.logPages.enumerated() {
            let lifeSeed = seed &+ UInt64(number)
            recordings.append(
                try await Recording.make("alone, \(pages) pages of log", logPages: pages) {
                    try await Lives.alone($0, seed: lifeSeed)
                })
            recordings.append(
                try await Recording.make(
                    "together, \(pages) pages of log", isSerial: false, logPages: pages
                ) { try await Lives.together($0, seed: lifeSeed) })
        }
        return recordings
    }

    /// Every state that other images are compared with is itself verified by the journal.
    private func verifyMilestones(
        of recordings: [Recording], _ report: inout TrialReport
    ) async throws {
        let files = try JournalFiles("milestone")
        var count = 0
        for (number, recording) in recordings.enumerated() {
            for image in recording.milestones() {
                count += 1
                let verdict = try await recording.judgeByOpening(
                    image, in: files, promised: 0, chance: Chance(seed: seed, number, count))
                guard let problem = verdict.problem else { continue }
                report.fail("\(recording.name), a killed process: \(problem)", repro: repeated)
            }
        }
        report.count("states of the journal, verified whole", count)
    }

    /// Lives that begin with what a loss of power left, and in which it fails again.
    private func loseTwice(
        _ recordings: [Recording], _ report: inout TrialReport
    ) async throws -> Int {
        try await replayLater("second losses of power: ", recordings, 1000, &report) {
            base, cut, number, first in
            var disk = Disk(rule: DirectoryRule.allCases[number / 2 % 2])
            for index in 0...cut { disk.take(index, of: base.events) }
            let fates = CrashImage.Fate.allCases
            let image = CrashImage(
                of: disk, events: base.events, fate: fates[number % fates.count], chance: &first)
            let recording = try await Recording.make(
                "recovered", from: image, promised: disk.promised, isSerial: false,
                logPages: Lives.logPages[number % Lives.logPages.count]
            ) { try await Lives.recovered($0, seed: seed &+ UInt64(1000 + number)) }
            return (recording, 0)
        }
    }

    /// Lives that begin where a process was killed, and in which the power fails.
    private func killAndLose(
        _ recordings: [Recording], _ report: inout TrialReport
    ) async throws -> Int {
        try await replayLater("losses of power after a kill: ", recordings, 100_000, &report) {
            base, anywhere, number, _ in
            // Just before a sync, there is most to lose.
            let syncs = base.events.indices.filter { $0 > 0 && base.events[$0].kind == .sync }
            let cut = syncs[anywhere % syncs.count] - 1
            let recording = try await Recording.make(
                "killed", afterKilling: base, at: cut,
                logPages: Lives.logPages[number % Lives.logPages.count]
            ) { try await Lives.recovered($0, seed: seed &+ UInt64(1000 + number)) }
            return (recording, cut + 1)
        }
    }

    private func replayLater(
        _ prefix: String, _ recordings: [Recording], _ firstNumber: Int,
        _ report: inout TrialReport,
        record: (Recording, Int, Int, inout Chance) async throws -> (Recording, firstCut: Int)
    ) async throws -> Int {
        var tally = Tally()
        var number = 0
        if let only {
            guard (firstNumber..<firstNumber + 99_000).contains(only.recording) else { return 0 }
            number = only.recording - firstNumber
        }
        let deadline = limit.deadline(sharedBy: 4)
        while tally.images < compound, tally.images == 0 || !deadline.isOver {
            let base = recordings[number % recordings.count]
            var chance = Chance(seed: seed, firstNumber, number)
            let cut = chance.below(base.events.count)
            let (recording, firstCut) = try await record(base, cut, number, &chance)
            tally += try await Trial(
                recording: recording, number: firstNumber + number, seed: seed, images: 0..<1,
                openedEvery: Self.openedEvery, only: only, firstCut: firstCut
            ).run()
            number += 1
            if only != nil { break }
        }
        publish(prefix, tally, &report)
        return tally.images
    }

    private func publish(_ prefix: String, _ tally: Tally, _ report: inout TrialReport) {
        report.count(prefix + "images", tally.images)
        report.count(prefix + "images opened by the journal itself", tally.opened)
        report.count(prefix + "images before the journal was made", tally.absent)
        report.count(prefix + "images that lost something", tally.lost)
        report.count(prefix + "images with something corrupt", tally.corrupt)
        for (place, problem) in tally.problems {
            report.fail(
                "\(prefix)recording \(place.recording), event \(place.cut), "
                    + "image \(place.index): \(problem)",
                repro: repeated + " --only \(place.recording),\(place.cut),\(place.index)")
        }
    }

    private var repeated: String {
        "scripts/adversity lose-power --seed \(seed) --images \(images) --compound \(compound)"
    }
}
