import FileRecording

/// The files as they may be found after the power was lost: by name, with their bytes.
struct CrashImage: Sendable {
    private(set) var files: [String: [UInt8]] = [:]

    /// What becomes of what was not yet durable.
    enum Fate: Int, CaseIterable, Sendable {
        /// All of it is there: as after a kill of the process.
        case kept
        /// Nothing of it is there.
        case lost
        /// Some of it is there.
        case some
        /// Some of it is there, and was done in another order.
        case reordered
        /// The beginning of it is there; the write in the middle is torn.
        case torn
        /// All of it but one thing is there.
        case oneLost
        /// Of it there is but one thing.
        case oneKept
        /// Writes are torn here and there.
        case shredded
    }

    /// The size of what a device writes as a whole.
    static let sector = 512

    /// Lets the power fail.
    ///
    /// - Parameters:
    ///   - spoilsNeighbours: Whether a torn sector also loses the bytes of it that were not being
    ///     written.
    init(
        of disk: Disk, events: [FileEvent], fate: Fate, chance: inout Chance,
        spoilsNeighbours: Bool = false
    ) {
        let names = Self.names(of: disk, events: events, fate: fate, chance: &chance)
        for (name, file) in names.sorted(by: { $0.key < $1.key }) {
            let state = disk.files[file] ?? Disk.File()
            var bytes = state.durable
            for part in Self.survivors(of: state.pending, events, fate, &chance) {
                let event = events[part.index]
                if part.isTorn, event.kind == .write {
                    bytes.tear(event, &chance, spoilsNeighbours: spoilsNeighbours)
                } else {
                    bytes.apply(event)
                }
            }
            files[name] = bytes
        }
    }

    private static func names(
        of disk: Disk, events: [FileEvent], fate: Fate, chance: inout Chance
    ) -> [String: Int] {
        var names = disk.names
        let pending = disk.pendingNames
        guard !pending.isEmpty else { return names }
        switch (fate, disk.rule) {
        case (.kept, _): for index in pending { names.apply(events[index]) }
        case (.lost, _): break
        case (_, .ordered):
            for index in pending.prefix(chance.below(pending.count + 1)) {
                names.apply(events[index])
            }
        case (_, .strict):
            for index in pending where chance.isHeads { names.apply(events[index]) }
        }
        return names
    }

    private struct Survivor {
        let index: Int
        var isTorn = false
    }

    private static func survivors(
        of pending: [Int], _ events: [FileEvent], _ fate: Fate, _ chance: inout Chance
    ) -> [Survivor] {
        guard !pending.isEmpty else { return [] }
        let all = pending.map { Survivor(index: $0) }
        switch fate {
        case .kept: return all
        case .lost: return []
        case .some: return all.filter { _ in chance.isHeads }
        case .reordered: return chance.shuffled(all.filter { _ in chance.below(4) > 0 })
        case .torn:
            let cut = chance.below(all.count)
            return all[..<cut] + [Survivor(index: pending[cut], isTorn: true)]
        case .oneLost:
            let lost = chance.below(all.count)
            return all.enumerated().filter { $0.offset != lost }.map(\.element)
        case .oneKept: return [all[chance.below(all.count)]]
        case .shredded:
            return all.filter { _ in chance.below(8) > 0 }
                .map { Survivor(index: $0.index, isTorn: chance.isHeads) }
        }
    }
}

extension [UInt8] {
    /// Does a write of which some sectors arrived, some did not, and one may hold anything.
    mutating func tear(_ event: FileEvent, _ chance: inout Chance, spoilsNeighbours: Bool) {
        let size = CrashImage.sector
        let end = event.offset + event.bytes.count
        var start = event.offset
        let spoiled = chance.below(event.bytes.count / size + 2)
        var number = 0
        while start < end {
            let next = Swift.min(end, (start / size + 1) * size)
            if number == spoiled {
                let range = spoilsNeighbours ? start / size * size..<next : start..<next
                put(chance.bytes(range.count)[...], at: range.lowerBound)
            } else if chance.isHeads {
                put(event.bytes[(start - event.offset)..<(next - event.offset)], at: start)
            }
            start = next
            number += 1
        }
    }
}
