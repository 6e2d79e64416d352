import Dispatch
import GRDB
import OrderJournal
import Synchronization

/// Reading connections beside our own writing one; each serves one reader at a time.
///
/// A quick read runs on the caller's thread: to hand it to another takes longer than the read.
final class OwnReaders: StoredReaders {
    private struct State {
        var idle: [Reader] = []
        var opened = 0
        var waiting: [CheckedContinuation<Reader, any Error>] = []
        var isClosed = false
    }

    private let path: String
    private let state = Mutex(State())
    private let borrowed = DispatchGroup()

    init(path: String) throws {
        self.path = path
        let first = try Reader(path: path)
        state.withLock { state in
            state.idle = [first]
            state.opened = 1
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        let reader = try await borrow()
        defer { giveBack(reader) }
        return try reader.read(body)
    }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        let reader = try await borrow()
        defer { giveBack(reader) }
        return try await runBlocking { try reader.read(body) }
    }

    /// Closes the connections, those in use after their readers are done.
    func close() throws {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for reader in waiting { reader.resume(throwing: JournalError.closed) }
        borrowed.wait()
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for reader in idle { try reader.close() }
    }

    // MARK: Who reads on which connection

    private enum Place {
        case idle(Reader)
        case unopened
    }

    private func borrow() async throws -> Reader {
        let place: Place? = try state.withLock { state in
            guard !state.isClosed else { throw JournalError.closed }
            if let reader = state.idle.popLast() {
                borrowed.enter()
                return .idle(reader)
            }
            guard state.opened < ConnectionSettings.readerLimit else { return nil }
            state.opened += 1
            borrowed.enter()
            return .unopened
        }
        switch place {
        case .idle(let reader)?: return reader
        case .unopened?: return try open()
        case nil: return try await waitForReader()
        }
    }

    private func open() throws -> Reader {
        do { return try Reader(path: path) } catch {
            state.withLock { $0.opened -= 1 }
            borrowed.leave()
            throw error
        }
    }

    private func waitForReader() async throws -> Reader {
        try await withCheckedThrowingContinuation { caller in
            let fate: Result<Reader, any Error>? = state.withLock { state in
                guard !state.isClosed else { return .failure(JournalError.closed) }
                // One may have been given back since.
                guard let reader = state.idle.popLast() else {
                    state.waiting.append(caller)
                    return nil
                }
                borrowed.enter()
                return .success(reader)
            }
            if let fate { caller.resume(with: fate) }
        }
    }

    private func giveBack(_ reader: Reader) {
        let next: CheckedContinuation<Reader, any Error>? = state.withLock { state in
            if state.waiting.isEmpty {
                state.idle.append(reader)
                return nil
            }
            borrowed.enter()
            return state.waiting.removeFirst()
        }
        next?.resume(returning: reader)
        borrowed.leave()
    }
}

/// One reading connection with its prepared statements.
///
/// It is not used at the same time by two: whoever borrowed it has it alone.
private final class Reader: @unchecked Sendable {
    private static let begin = StatementText("BEGIN DEFERRED TRANSACTION")
    private static let end = StatementText("COMMIT TRANSACTION")

    private let queue: DatabaseQueue
    private var statements: Statements?

    init(path: String) throws {
        queue = try DatabaseQueue(path: path, configuration: ConnectionSettings.reading())
    }

    func read<Result>(_ body: (StoredView) throws -> Result) throws -> Result {
        try queue.inDatabase { db in
            let statements = self.statements ?? Statements(db)
            self.statements = statements
            try statements.change(Self.begin)
            // What ends badly was only read; the next beginning says so if the connection is lost.
            defer { try? statements.change(Self.end) }
            return try body(StoredView(statements: statements))
        }
    }

    func close() throws {
        statements = nil
        try queue.close()
    }
}
