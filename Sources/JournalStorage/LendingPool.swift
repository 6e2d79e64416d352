package import Dispatch
import OrderJournal
package import Synchronization

/// Lends things such as connections, each to one borrower at a time, and makes them when needed.
///
/// What is inlinable is compiled where it is used: without it each read of a journal in a file took
/// a third longer (benchmark rows 8 and 9).
package final class LendingPool<Item: Sendable>: Sendable {
    package struct State {
        package var idle: [Item] = []
        package var made = 0
        package var waiting: [CheckedContinuation<Item, any Error>] = []
        package var isClosed = false

        @inlinable
        init() {}
    }

    package enum Place {
        case idle(Item)
        case unmade
    }

    package let limit: Int
    package let make: @Sendable () throws -> Item
    package let state = Mutex(State())
    package let borrowed = DispatchGroup()

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
    @inlinable
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
    @inlinable
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

    package func makeOne() throws -> Item {
        do { return try make() } catch {
            state.withLock { $0.made -= 1 }
            borrowed.leave()
            throw error
        }
    }

    package func waitForOne() async throws -> Item {
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
