package import OrderJournal
import Synchronization

/// The commits that wait for the writing connection.
///
/// Those that arrive while a transaction is being made durable share the next one, so that many
/// callers wait for the disk once.
package final class CommitQueue<Runner: CommitRunner>: Sendable {
    /// The most commits that share a transaction, so that no caller waits for ever longer ones.
    package static var shareLimit: Int { 256 }
    /// The most commits that wait; one more is refused.
    package static var waitingLimit: Int { 4096 }

    package typealias Commit = PendingCommit<Runner.Transaction>

    private struct State {
        var waiting: [Commit] = []
        var isRunning = false
        var refusal: JournalError?
        var halt: JournalError?
        var closing: [CheckedContinuation<Void, Never>] = []
        var transactions = 0
    }

    private let state = Mutex(State())
    private let runner: Runner

    package init(_ runner: Runner) {
        self.runner = runner
    }

    /// How many commits wait.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// How many transactions were made.
    package var transactionCount: Int { state.withLock { $0.transactions } }

    /// Why nothing more is written, if it is not.
    package var halt: JournalError? {
        state.withLock { $0.halt } ?? runner.failure
    }

    /// Runs a commit in its turn and returns once it is durable; a task that is cancelled
    /// meanwhile still gets the commit's result.
    package func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (Runner.Transaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { caller in
            submit(PendingCommit(on: subjects, body, for: caller, translating: Runner.translating))
        }
    }

    /// Refuses further commits and returns once those that wait are done.
    package func close() async {
        await withCheckedContinuation { caller in
            let isIdle = state.withLock { state in
                state.refusal = .closed
                if state.isRunning { state.closing.append(caller) }
                return !state.isRunning
            }
            if isIdle { caller.resume() }
        }
    }

    private enum Fate {
        case refused(JournalError)
        case queued, first
    }

    private func submit(_ commit: Commit) {
        let fate: Fate = state.withLock { state in
            if let refusal = state.refusal ?? runner.failure { return .refused(refusal) }
            guard state.waiting.count < Self.waitingLimit else {
                return .refused(
                    JournalError(
                        .overloaded,
                        "\(Self.waitingLimit) commits wait for the disk already; try again later"))
            }
            state.waiting.append(commit)
            defer { state.isRunning = true }
            return state.isRunning ? .queued : .first
        }
        switch fate {
        case .refused(let error): commit.fail(error)
        case .first: takeTurn()
        case .queued: break
        }
    }

    /// Takes the next turn on the writing connection, behind whoever else waits for it.
    private func takeTurn() {
        runner.takeTurn(with: nextGroup) { self.finish($0) }
    }

    private func nextGroup() -> [Commit] {
        state.withLock { state in
            let group = Array(state.waiting.prefix(Self.shareLimit))
            state.waiting.removeFirst(group.count)
            state.transactions += 1
            return group
        }
    }

    private func finish(_ ending: CommitEnding) {
        let cause = ending.halt ?? runner.failure
        let (refused, halt) = state.withLock { state in refuseIfHalted(cause, &state) }
        for answer in ending.answers { answer() }
        for commit in refused { halt.map(commit.fail) }
        goOn()
    }

    /// After a failure that lasts, those that wait are told of it as well.
    private func refuseIfHalted(
        _ halt: JournalError?, _ state: inout State
    ) -> ([Commit], JournalError?) {
        guard let halt else { return ([], nil) }
        state.halt = halt
        state.refusal = state.refusal ?? halt
        defer { state.waiting = [] }
        return (state.waiting, halt)
    }

    private func goOn() {
        let closing: [CheckedContinuation<Void, Never>]? = state.withLock { state in
            guard state.waiting.isEmpty else { return nil }
            state.isRunning = false
            defer { state.closing = [] }
            return state.closing
        }
        guard let closing else { return takeTurn() }
        for waiting in closing { waiting.resume() }
    }
}
