import Dispatch
import JournalStorage
import OrderJournal
import OrderLifecycle
import Synchronization

/// Runs the commits of a queue on one connection of its own.
final class PostgresCommits: CommitRunner {
    typealias Transaction = PostgresTransaction
    typealias Commit = PendingCommit<PostgresTransaction>

    /// How often a group is run again because somebody was first.
    static let rerunLimit = 5

    let connecting: Connecting
    let partition: Int32
    let durability: Durability
    /// For how long a server that went away is waited for.
    let patience: Duration
    private let now: @Sendable () -> Timestamp
    private let queue: DispatchQueue
    private let state = Mutex(State())

    /// What only the queue's thread uses.
    private struct State {
        var connection: Connection?
        var memory: JournalMemory?
        var head: AcknowledgedHead?
        /// Whether the head was compared on this connection.
        var isCompared = false
    }

    init(
        _ connecting: Connecting, partition: Int32, durability: Durability, patience: Duration,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.connecting = connecting
        self.partition = partition
        self.durability = durability
        self.patience = patience
        self.now = now
        queue = DispatchQueue(label: "payscore.journal.partition.\(partition)")
    }

    var failure: JournalError? { nil }

    static func translating(_ error: any Error) -> any Error { JournalError.translating(error) }

    func takeTurn(
        with group: @escaping @Sendable () -> [Commit],
        then done: @escaping @Sendable (CommitEnding) -> Void
    ) {
        queue.async { [self] in
            let group = group()
            done(state.withLock { state in run(group, &state) })
        }
    }

    func close() {
        queue.sync { state.withLock { $0.connection = nil } }
    }

    // MARK: Groups

    /// What is told once a group's fate is known.
    private struct Performed {
        var answers: [Completion] = []
        var alone: [Commit] = []
    }

    private func run(_ group: [Commit], _ state: inout State) -> CommitEnding {
        do {
            let performed = try perform(group, &state)
            let rest = runEach(performed.alone, &state)
            return CommitEnding(answers: performed.answers + rest.answers, halt: rest.halt)
        } catch {
            // A rule of the tables that one commit breaks fails that one alone.
            if group.count > 1, let failure = error as? ServerFailure, failure.kind == .refused {
                return runEach(group, &state)
            }
            return CommitEnding(
                answers: group.map { commit in { commit.fail(error) } },
                halt: Self.halt(after: error))
        }
    }

    private func runEach(_ group: [Commit], _ state: inout State) -> CommitEnding {
        var answers: [Completion] = []
        for (index, commit) in group.enumerated() {
            let ending = run([commit], &state)
            answers += ending.answers
            guard let halt = ending.halt else { continue }
            answers += group.dropFirst(index + 1).map { later in { later.fail(halt) } }
            return CommitEnding(answers: answers, halt: halt)
        }
        return CommitEnding(answers: answers, halt: nil)
    }

    /// Runs a group until it is stored, or cannot be.
    private func perform(_ group: [Commit], _ state: inout State) throws -> Performed {
        let deadline = ContinuousClock.now + patience
        var reruns = 0
        while true {
            var performed = Performed()
            var overlay: Overlay?
            do {
                try once(group, &state, &performed, &overlay)
                return performed
            } catch let failure as ServerFailure {
                state.connection.map { if $0.isLost { state.connection = nil } }
                switch failure.kind {
                case .commitUnknown:
                    state.connection = nil
                    if try isStored(overlay, until: deadline, &state, failure) { return performed }
                case .refused, .disconnected:
                    let isPassing = failure.isPassing && reruns < Self.rerunLimit
                    guard isPassing || failure.isConnectionPassing, .now < deadline else {
                        throw failure
                    }
                }
                reruns += 1
                Self.pause(reruns)
            }
        }
    }

    /// Runs a group once, in one transaction of the server's.
    private func once(
        _ group: [Commit], _ state: inout State, _ performed: inout Performed,
        _ last: inout Overlay?
    ) throws {
        let connection = try current(&state)
        let transaction = try GroupTransaction(
            connection, partition: partition, durability: durability,
            about: Self.subjects(of: group), knowing: state.memory)
        do {
            try check(transaction, &state)
            let isAlone = group.count == 1
            for commit in group {
                let isDone = perform(commit, isAlone: isAlone, in: transaction, &performed)
                // What it asked about many rows may have sent its own to the server.
                if isAlone, !isDone { return transaction.rollBack() }
            }
            last = transaction.overlay
            try transaction.commit()
            remember(transaction, &state)
        } catch {
            // A commit whose answer is missing ends with the connection.
            if (error as? ServerFailure)?.kind != .commitUnknown, !connection.isLost {
                transaction.rollBack()
            }
            throw error
        }
    }

    /// - Returns: Whether it succeeded.
    private func perform(
        _ commit: Commit, isAlone: Bool, in group: GroupTransaction, _ performed: inout Performed
    ) -> Bool {
        let before = group.overlay
        let transaction = PostgresTransaction(group, on: commit.subjects, isAlone: isAlone)
        let result = Result { try commit.perform(transaction) }
        if transaction.needsOwn {
            group.overlay = before
            performed.alone.append(commit)
            return false
        }
        switch (result, transaction.failure) {
        case (.success(let answer), nil):
            performed.answers.append(answer)
            return true
        case (.success, let failure?), (.failure(let failure), _):
            group.overlay = before
            performed.answers.append { commit.fail(failure) }
            return false
        }
    }

    private static func subjects(of group: [Commit]) -> Set<Subject> {
        group.reduce(into: []) { all, commit in
            if case .subjects(let subjects) = commit.subjects { all.formUnion(subjects) }
        }
    }

    // MARK: The connection

    private func current(_ state: inout State) throws -> Connection {
        if let connection = state.connection, !connection.isStale { return connection }
        state.connection = nil
        let connection = try connecting.connect(isWriting: true)
        try ServerSettings(of: connection).check(promising: durability)
        state.connection = connection
        state.isCompared = false
        return connection
    }

    /// How far the server's clock may be from this machine's.
    static let clockTolerance: Int64 = 2000

    private func check(_ group: GroupTransaction, _ state: inout State) throws {
        let opened = group.opened
        let difference = now().milliseconds - opened.clock
        guard abs(difference) <= Self.clockTolerance else {
            throw JournalError(
                .unsafeSettings,
                "this machine's clock differs from the server's by \(difference) ms; set the "
                    + "clocks (2 s are allowed)")
        }
        guard let head = state.head else { return }
        if state.isCompared, opened.sequence >= head.size, opened.epoch == head.epoch { return }
        try head.check(opened) { try group.view.record(at: head.size)?.hash }
        state.isCompared = true
    }

    private func remember(_ group: GroupTransaction, _ state: inout State) {
        let (overlay, opened) = (group.overlay, group.opened)
        if let memory = JournalMemory(overlay) { state.memory = memory }
        guard let end = overlay.end, let hash = overlay.made.record?.hash ?? opened.lastHash else {
            return
        }
        state.head = AcknowledgedHead(epoch: opened.epoch, size: end.sequence, hash: hash)
        state.isCompared = true
    }

    // MARK: Unknown outcomes

    /// Finds out whether a group was stored whose COMMIT has no answer.
    ///
    /// The partition's row is locked first, which waits for the old transaction if it lives. And
    /// the look is committed itself, so that what was seen is as durable as any commit: a server
    /// that shows what no standby has does not answer.
    private func isStored(
        _ overlay: Overlay?, until deadline: ContinuousClock.Instant, _ state: inout State,
        _ unknown: ServerFailure
    ) throws -> Bool {
        guard let made = overlay?.made else { return false }
        var tries = 0
        while .now < deadline {
            do {
                let connection = try current(&state)
                let group = try GroupTransaction(
                    connection, partition: partition, durability: durability, about: [],
                    knowing: nil)
                let isThere = try has(made, group.view)
                _ = try connection.run(
                    [PartitionRows.touch.call(on: partition), .commit], isCommitting: true,
                    within: GroupTransaction.commitLimit)
                return isThere
            } catch let failure as ServerFailure {
                state.connection = nil
                guard
                    failure.isConnectionPassing || failure.kind == .commitUnknown
                        || failure.isPassing
                else { throw unknown }
                tries += 1
                Self.pause(tries)
            }
        }
        throw unknown
    }

    /// Whether the server has what a group made; a record's hash names its place and all before it.
    private func has(_ made: Overlay.Made, _ view: ServerView) throws -> Bool {
        if let record = made.record {
            return try view.record(at: record.sequence)?.hash == record.hash
        }
        if let checkpoint = made.checkpoint {
            return try view.checkpoints(after: checkpoint.position - 1, limit: 1) == [checkpoint]
        }
        if let customer = made.customer {
            return try view.customer(customer.id) == customer
        }
        return true
    }

    // MARK: Failing

    private static func halt(after error: any Error) -> JournalError? {
        guard let error = JournalError.translating(error) as? JournalError,
            [.corrupt, .rolledBack].contains(error.code)
        else { return nil }
        return JournalError.halted(because: error)
    }

    /// Waits a little longer each time, on the thread of this queue alone.
    private static func pause(_ times: Int) {
        let milliseconds = min(500, 5 << min(times, 7))
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(milliseconds))
    }
}
