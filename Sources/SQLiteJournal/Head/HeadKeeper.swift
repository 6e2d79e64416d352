import Dispatch
import JournalStorage
import OrderJournal
import Synchronization

/// Keeps the head file behind what is durable, and never far behind.
///
/// It is told of records once they are durable, and writes on a queue of its own. A commit that
/// finds a limit reached waits for the writing before it is acknowledged. After a write that
/// failed, nothing more is written, neither here nor to the journal.
final class HeadKeeper: Sendable {
    private struct State {
        /// What was written last.
        var head: JournalHead
        var backlog = HeadBacklog()
        var isScheduled = false
        var failure: JournalError?
    }

    private let state: Mutex<State>
    private let write: @Sendable (JournalHead) throws(JournalError) -> Void
    private let queue = DispatchQueue(label: "payscore.journal.head")

    /// - Parameters:
    ///   - head: What the file says.
    ///   - write: Writes a further head and returns once it is durable.
    init(
        _ head: JournalHead, write: @escaping @Sendable (JournalHead) throws(JournalError) -> Void
    ) {
        state = Mutex(State(head: head))
        self.write = write
    }

    /// What was written last.
    var head: JournalHead { state.withLock { $0.head } }

    /// How many durable records are not written yet.
    var lag: Int { state.withLock { $0.backlog.count } }

    /// Why nothing is written any more, if it is not.
    var failure: JournalError? { state.withLock { $0.failure } }

    /// Takes what has become durable.
    ///
    /// - Parameter now: A clock that only goes forward, in milliseconds.
    func take(_ records: CommittedRecords, at now: Int64 = HeadKeeper.now) {
        let (isOverdue, isFirst) = state.withLock { state in
            state.backlog.add(records, at: now)
            let isFirst = !state.isScheduled && !state.backlog.isEmpty
            state.isScheduled = state.isScheduled || isFirst
            return (state.backlog.isOverdue(at: now), isFirst)
        }
        if isOverdue {
            queue.sync { writeBacklog() }
        } else if isFirst {
            queue.asyncAfter(deadline: .now() + .milliseconds(Int(HeadBacklog.pause))) { [self] in
                writeBacklog()
            }
        }
    }

    /// Writes what is left.
    ///
    /// - Throws: ``JournalError`` if that fails, and nothing had failed before.
    func catchUp() throws(JournalError) {
        let failedBefore = failure != nil
        queue.sync { writeBacklog() }
        if !failedBefore, let failure { throw failure }
    }

    /// A clock that only goes forward, in milliseconds.
    static var now: Int64 { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) }

    private func writeBacklog() {
        let due: (head: JournalHead, backlog: HeadBacklog)? = state.withLock { state in
            state.isScheduled = false
            guard state.failure == nil, !state.backlog.isEmpty else { return nil }
            return (state.head, state.backlog)
        }
        guard let due else { return }
        let head = due.backlog.applied(to: due.head)
        let failure: JournalError?
        do throws(JournalError) {
            try write(head)
            failure = nil
        } catch {
            failure = JournalError.halted(because: error)
        }
        state.withLock { state in
            state.failure = failure
            guard failure == nil else { return }
            state.head = head
            state.backlog.removeFirst(due.backlog.batchCount)
        }
    }
}
