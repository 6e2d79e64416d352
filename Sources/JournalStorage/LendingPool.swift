import Dispatch
import OrderJournal
import Synchronization

/// Lends things such as connections, each to one borrower at a time, and makes them when needed.
package final class LendingPool<Item: Sendable>: Sendable {
    private struct State {
        var idle: [Item] = []
        var made = 0
        var waiting: [CheckedContinuation<Item, any Error>] = []
        var isClosed = false
    }

    private enum Place {
        case idle(Item)
        case unmade
    }

    private let limit: Int
    private let make: @Sendable () throws -> Item
    private let state = Mutex(State())
    private let borrowed = DispatchGroup()

    /// - Parameters:
    ///   - limit: How many there are at most.
    ///   - make: Makes one more.
    package init(limit: Int, make: @escaping @Sendable () throws -> Item) {
        self.limit = limit
        self.make = make
    }

    /// Adds one that was made elsewhere.
    package func add(_ item: Item) {
        state.withLock { state in
            state.idle.append(item)
            state.made += 1
        }
    }

    /// Borrows one, waiting for it where all are lent; give it back.
    ///
    /// - Throws: `JournalError` with `JournalErrorCode.closed` behind
    ///   the closing; what making one throws.
    package func borrow() async throws -> Item {
        let place: Place? = try state.withLock { state in
            guard !state.isClosed else { throw JournalError.closed }
            if let item = state.idle.popLast() {
                borrowed.enter()
                return .idle(item)
            }
            guard state.made < limit else { return nil }
            state.made += 1
            borrowed.enter()
            return .unmade
        }
        switch place {
        case .idle(let item)?: return item
        case .unmade?: return try makeOne()
        case nil: return try await waitForOne()
        }
    }

    /// Takes one back.
    package func giveBack(_ item: Item) {
        let next: CheckedContinuation<Item, any Error>? = state.withLock { state in
            if state.waiting.isEmpty {
                state.idle.append(item)
                return nil
            }
            borrowed.enter()
            return state.waiting.removeFirst()
        }
        next?.resume(returning: item)
        borrowed.leave()
    }

    /// Refuses further borrowers, waits until all are given back, and returns them.
    package func close() -> [Item] {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for borrower in waiting { borrower.resume(throwing: JournalError.closed) }
        borrowed.wait()
        return state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
    }

    private func makeOne() throws -> Item {
        do { return try make() } catch {
            state.withLock { $0.made -= 1 }
            borrowed.leave()
            throw error
        }
    }

    private func waitForOne() async throws -> Item {
        try await withCheckedThrowingContinuation { caller in
            let fate: Result<Item, any Error>? = state.withLock { state in
                guard !state.isClosed else { return .failure(JournalError.closed) }
                // One may have been given back since.
                guard let item = state.idle.popLast() else {
                    state.waiting.append(caller)
                    return nil
                }
                borrowed.enter()
                return .success(item)
            }
            if let fate { caller.resume(with: fate) }
        }
    }
}
