import JournalStorage
import OrderJournal
import OrderLifecycle

/// One transaction of the server's, which several commits share.
///
/// It holds the partition's row from its beginning on, so that what is read stays true until it is
/// stored. Two round trips make it: one locks and reads, one writes and commits.
final class GroupTransaction {
    let view: ServerView
    var overlay: Overlay
    private let connection: Connection
    private let durability: Durability
    /// Where the partition ended when it was locked.
    let opened: PartitionEnd
    /// Where the partition ends on the server.
    private var stored: Int64

    /// For how long the COMMIT's answer is waited for.
    static let commitLimit = Duration.seconds(10)

    /// Locks the partition, and reads what the commits are about.
    ///
    /// - Parameter memory: What is known of the journal's own chain.
    init(
        _ connection: Connection, partition: Int32, durability: Durability,
        about subjects: Set<Subject>, knowing memory: JournalMemory?
    ) throws {
        self.connection = connection
        self.durability = durability
        view = ServerView(connection, partition: partition)
        let numbers = subjects.compactMap { $0.order?.text }.sorted()
        let asked = subjects.filter { $0 != .journal }.map(\.text).sorted()
        var calls = [.beginWriting, PartitionRows.opening.call(on: partition)]
        if !numbers.isEmpty {
            calls.append(OrderRows.byNumbers.call(on: partition) { $0.add(numbers) })
        }
        if !asked.isEmpty {
            calls.append(AttemptRows.openOfSubjects.call(on: partition) { $0.add(asked) })
        }
        let answers = try connection.run(calls, within: ServerView.limit)
        guard let opened = try answers[1].first({ try PartitionEnd(&$0) }) else {
            throw JournalError(.schemaAltered, "the row of partition \(partition) is missing")
        }
        self.opened = opened
        stored = opened.sequence
        overlay = Overlay(opened)
        if let memory, memory.revision == opened.journalRevision {
            overlay.lastOfJournal = .some(memory.last)
            overlay.policy = .some(memory.policy)
        }
        var next = 2
        if !numbers.isEmpty {
            for subject in subjects {
                if let number = subject.order { overlay.orders[number] = .some(nil) }
            }
            for order in try answers[next].all({ try OrderRow.read(&$0) }) {
                overlay.orders[order.order] = order
            }
            next += 1
        }
        if !asked.isEmpty {
            for attempt in try answers[next].all({ try AttemptRow.read(&$0) }) {
                overlay.attempts[attempt.id] = attempt
            }
        }
    }

    /// Sends what was made, so that a question about many rows sees it.
    func flush() throws {
        guard !overlay.pending.isEmpty else { return }
        _ = try connection.run(writes(), within: ServerView.limit)
        forgetPending()
    }

    /// Stores what was made, and returns once it is durable.
    func commit() throws {
        guard !overlay.pending.isEmpty || hasFlushed else {
            // Nothing was made, and nothing waits for the disk.
            return end()
        }
        let calls = overlay.pending.isEmpty ? [] : writes()
        _ = try connection.run(calls + [.commit], isCommitting: true, within: Self.commitLimit)
        forgetPending()
    }

    /// Gives the transaction up.
    func rollBack() {
        _ = try? connection.run([.rollBack], within: ServerView.limit)
    }

    private var hasFlushed = false

    private func end() { _ = try? connection.run([.commit], within: ServerView.limit) }

    private func writes() -> [Call] {
        let gate = PartitionRows.append.call(on: view.partition) { values in
            values.add(opened.epoch)
            values.add(stored)
            values.add(overlay.journalRevision)
            values.add(durability.rawValue)
            values.add(overlay.pending.recordValues)
        }
        return [gate] + overlay.pending.calls(on: view.partition)
    }

    private func forgetPending() {
        hasFlushed = true
        stored = overlay.end?.sequence ?? 0
        overlay.pending = PendingRows()
    }
}
