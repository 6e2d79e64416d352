import GRDB
import OrderJournal
import Synchronization

/// The commits that wait for the writing connection.
///
/// Those that arrive while a transaction is being made durable share the next one, so that many
/// callers wait for one `fdatasync`.
final class CommitQueue: Sendable {
    /// The most commits that share a transaction, so that no caller waits for ever longer ones.
    static let shareLimit = 256
    /// The most commits that wait; one more is refused.
    static let waitingLimit = 4096

    private struct State {
        var waiting: [PendingCommit] = []
        var isRunning = false
        var refusal: JournalError?
        var halt: JournalError?
        var closing: [CheckedContinuation<Void, Never>] = []
        var transactions = 0
    }

    private let state = Mutex(State())
    private let writer: any DatabaseWriter
    private let companionWrites: CompanionWrites?
    private let place: FilePlace?
    private let head: HeadKeeper?
    private let log: LogLimit?

    init(
        _ writer: any DatabaseWriter, companionWrites: CompanionWrites?, place: FilePlace?,
        head: HeadKeeper?, log: LogLimit?
    ) {
        self.writer = writer
        self.companionWrites = companionWrites
        self.place = place
        self.head = head
        self.log = log
    }

    /// How many commits wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// How many transactions were made.
    var transactionCount: Int { state.withLock { $0.transactions } }

    /// Why nothing more is written, if it is not.
    var halt: JournalError? {
        state.withLock { $0.halt } ?? head?.failure
    }

    /// Runs a commit in its turn and returns once it is durable; a task that is cancelled
    /// meanwhile still gets the commit's result.
    func commit<Result: Sendable>(
        on subjects: SubjectScope, _ body: @escaping @Sendable (StoredTransaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { caller in
            submit(PendingCommit(on: subjects, body, for: caller))
        }
    }

    /// Refuses further commits and returns once those that wait are done.
    func close() async {
        await withCheckedContinuation { caller in
            let isIdle = state.withLock { state in
                state.refusal = .closed
                if state.isRunning { state.closing.append(caller) }
                return !state.isRunning
            }
            if isIdle { caller.resume() }
        }
    }

    private func submit(_ commit: PendingCommit) {
        enum Fate {
            case refused(JournalError)
            case queued, first
        }
        let fate: Fate = state.withLock { state in
            if let refusal = state.refusal ?? head?.failure { return .refused(refusal) }
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
        case .first: scheduleRun()
        case .queued: break
        }
    }

    private func scheduleRun() {
        writer.asyncWriteWithoutTransaction { self.run($0) }
    }

    private func run(_ db: Database) {
        let group = state.withLock { state in
            let group = Array(state.waiting.prefix(Self.shareLimit))
            state.waiting.removeFirst(group.count)
            state.transactions += 1
            return group
        }
        let transaction = SharedTransaction(
            statements: Statements(db), companionWrites: companionWrites, isShared: head == nil,
            place: place,
            log: log)
        let ending = transaction.run(group, unless: head?.failure)
        head?.take(ending.committed)
        let cause = ending.halt ?? head?.failure
        let (refused, halt) = state.withLock { state in refuseIfHalted(cause, &state) }
        for answer in ending.answers { answer() }
        for commit in refused { halt.map(commit.fail) }
        goOn()
    }

    /// After a failure that lasts, those that wait are told of it as well.
    private func refuseIfHalted(
        _ halt: JournalError?, _ state: inout State
    ) -> ([PendingCommit], JournalError?) {
        guard let halt else { return ([], nil) }
        state.halt = halt
        state.refusal = state.refusal ?? halt
        defer { state.waiting = [] }
        return (state.waiting, halt)
    }

    /// Takes the next turn on the writing connection, behind whoever else waits for it.
    private func goOn() {
        let closing: [CheckedContinuation<Void, Never>]? = state.withLock { state in
            guard state.waiting.isEmpty else { return nil }
            state.isRunning = false
            defer { state.closing = [] }
            return state.closing
        }
        guard let closing else { return scheduleRun() }
        for waiting in closing { waiting.resume() }
    }
}
