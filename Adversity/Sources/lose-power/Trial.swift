import FileRecording
import Foundation

/// What was counted over many images.
struct Tally: Sendable {
    var images = 0
    var opened = 0
    var absent = 0
    var lost = 0
    var corrupt = 0
    /// The first few problems, with where they are.
    var problems: [(place: ImagePlace, what: String)] = []

    mutating func add(_ verdict: Verdict, at place: ImagePlace) {
        switch verdict {
        case .sound: break
        case .absent: absent += 1
        case .lost: lost += 1
        case .corrupt: corrupt += 1
        }
        if let problem = verdict.problem, problems.count < 20 { problems.append((place, problem)) }
    }

    static func += (sum: inout Tally, other: Tally) {
        sum.images += other.images
        sum.opened += other.opened
        sum.absent += other.absent
        sum.lost += other.lost
        sum.corrupt += other.corrupt
        sum.problems += other.problems
    }
}

/// Which image it is: enough to make it again.
struct ImagePlace: Hashable, Sendable {
    var recording: Int
    var cut: Int
    var index: Int
}

/// The replay of one recording: at every event the power fails several times.
struct Trial: Sendable {
    let recording: Recording
    let number: Int
    let seed: UInt64
    /// Which images are made at each event after which something is not durable.
    let images: Range<Int>
    /// Every so-many-th image is opened by the journal itself; 0 for none.
    let openedEvery: Int
    var honesty = Disk.Honesty.honest
    var spoilsNeighbours = false
    var only: ImagePlace?
    /// The first event at which the power may fail.
    var firstCut = 0

    /// How many events leave something that is not durable.
    static func unsettledCuts(of recording: Recording) -> Int {
        var disk = Disk(rule: .strict)
        return recording.events.indices.count { index in
            disk.take(index, of: recording.events)
            return disk.isUnsettled
        }
    }

    /// Makes and judges the images, on as many threads as there are processors.
    func run() async throws -> Tally {
        let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
        return try await withThrowingTaskGroup(of: Tally.self) { group in
            for worker in 0..<workers {
                group.addTask { try await run(worker, of: workers) }
            }
            var sum = Tally()
            for try await tally in group { sum += tally }
            return sum
        }
    }

    private func run(_ worker: Int, of workers: Int) async throws -> Tally {
        var tally = Tally()
        let files = try JournalFiles("opened-\(worker)")
        var disks = DirectoryRule.allCases.map { Disk(rule: $0, honesty: honesty) }
        for cut in recording.events.indices {
            for rule in disks.indices { disks[rule].take(cut, of: recording.events) }
            guard cut >= max(firstCut, recording.start), cut % workers == worker,
                only == nil || only?.cut == cut
            else { continue }
            for index in images where index == 0 || disks[1].isUnsettled {
                let place = ImagePlace(recording: number, cut: cut, index: index)
                guard only == nil || only == place else { continue }
                try await judge(place, disks[index % disks.count], files, &tally)
            }
        }
        return tally
    }

    private func judge(
        _ place: ImagePlace, _ disk: Disk, _ files: JournalFiles, _ tally: inout Tally
    ) async throws {
        var chance = Chance(seed: seed, place.recording, place.cut, place.index)
        let fates = CrashImage.Fate.allCases
        let image = CrashImage(
            of: disk, events: recording.events,
            fate: fates[(place.index / 2 + place.cut) % fates.count],
            chance: &chance, spoilsNeighbours: spoilsNeighbours)
        tally.images += 1
        let verdict = recording.judge(image, promised: disk.promised)
        tally.add(verdict, at: place)
        let isPicked = openedEvery > 0 && chance.below(openedEvery) == 0
        guard verdict.problem == nil, isPicked || only != nil else { return }
        tally.opened += 1
        let second = try await recording.judgeByOpening(
            image, in: files, promised: disk.promised, chance: chance)
        if second.problem != nil { tally.add(second, at: place) }
    }
}
