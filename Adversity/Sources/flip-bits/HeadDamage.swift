import OrderEngineTesting
import OrderJournal
import SQLiteJournal
import Trials

/// Head files with several damaged slots, or without their end: the newest slot that is left
/// speaks, and notices what it knows of.
struct HeadDamage {
    let story: SealedStory
    let seed: UInt64

    func run(_ report: inout TrialReport) async throws {
        guard story.slots.newestFirst.count == HeadSlots.count else {
            report.fail("not every slot of the head was written", repro: report.command)
            return
        }
        let scratch = try Scratch()
        try await damaged(scratch, &report)
        try await cut(scratch, &report)
    }

    /// The newest slots damaged, one more each time, beside a journal that is whole and beside an
    /// old copy of it.
    private func damaged(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        var (noticed, unseen) = (0, 0)
        for count in 0...HeadSlots.count {
            let (head, left) = damage(count)
            var copy = story.closed
            copy.head = head
            let path = try scratch.place(copy)
            let found = await inspect(path)
            expect(found, left, beside: story.content.records.count, "\(count) slots", &report)
            if left != nil { try await expectMended(path, "\(count) slots", &report) }

            copy.database = story.old.database
            let old = await inspect(try scratch.place(copy))
            let records = old.content?.records.count ?? 0
            expect(old, left, beside: records, "\(count) slots and an old copy", &report)
            if old.layers.contains(.head) { noticed += 1 } else { unseen += 1 }
        }
        report.count("head files with 0 to 64 of the newest slots damaged", HeadSlots.count + 1)
        report.count("… beside an old copy, which the head notices", noticed)
        report.control(
            "old copies that are as new as the newest slot that is left: not noticed by the head",
            found: unseen, of: HeadSlots.count + 1)
    }

    /// A head file without its end has the slots that are whole.
    private func cut(_ scratch: Scratch, _ report: inout TrialReport) async throws {
        var cuts = 0
        for length in stride(from: 0, to: HeadSlots.count * HeadSlots.length, by: 4096 + 1365) {
            var copy = story.closed
            copy.head = copy.head.map { Array($0.prefix(length)) }
            let found = await inspect(try scratch.place(copy))
            let left = HeadSlots(copy.head ?? []).newest()
            expect(
                found, left, beside: story.content.records.count, "cut to \(length)", &report)
            cuts += 1
        }
        report.count("head files cut short, by what their whole slots say", cuts)
    }

    /// Turns a bit in each of the newest slots; tells which slot is the newest of the others.
    private func damage(_ count: Int) -> (bytes: [UInt8], left: HeadSlots.Slot?) {
        let random = SeededRandom(seed: seed &+ UInt64(count))
        var bytes = story.closed.head ?? []
        let newest = story.slots.newestFirst.prefix(count).map(\.index)
        for index in newest {
            let start = index * HeadSlots.length
            let slot = BitFlip(Array(bytes[start..<start + HeadSlots.length]), random)
            bytes.replaceSubrange(start..<start + HeadSlots.length, with: slot.bytes)
        }
        return (bytes, story.slots.newest(without: Set(newest)))
    }

    private func expect(
        _ found: Inspection, _ left: HeadSlots.Slot?, beside records: Int, _ what: String,
        _ report: inout TrialReport
    ) {
        let isMissed = left.map { $0.size > Int64(records) } ?? true
        let refusal: JournalErrorCode? =
            left == nil ? .headUnusable : isMissed ? .rolledBack : nil
        let isSaid = left == nil ? found.head == nil : left?.isSaid(by: found.head) == true
        guard found.untyped == nil, found.layers.contains(.head) == isMissed,
            found.ownerRefusal == refusal, isSaid
        else {
            report.fail(
                "head with \(what): it says \(found.head?.size ?? -1) records, not "
                    + "\(left?.size ?? -1); \(found.ownerRefusal?.rawValue ?? "opened")",
                repro: report.command)
            return
        }
    }

    /// Its owner has opened it: the head says all again.
    private func expectMended(
        _ path: String, _ what: String, _ report: inout TrialReport
    ) async throws {
        let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let head = try await journal.head()
        try await journal.close()
        if head?.size != Int64(story.content.records.count)
            || head?.checkpoint != story.published
        {
            report.fail("head with \(what): opening does not mend it", repro: report.command)
        }
    }

    private func inspect(_ path: String) async -> Inspection {
        await Inspection.inspect(path, published: story.published)
    }
}
