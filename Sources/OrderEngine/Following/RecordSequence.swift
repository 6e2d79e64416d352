public import OrderJournal

/// The records of a journal behind a position, and those that are still to come:
/// ``Engine/records(following:)``.
///
/// It ends when the task is cancelled. An iterator that has thrown returns nothing more.
public struct RecordSequence: AsyncSequence, Sendable {
    /// A record, of an order or of the journal.
    public typealias Element = JournalRecord
    /// Why the journal cannot be read.
    public typealias Failure = EngineError

    /// Reads the records one by one, page after page.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let engine: Engine
        fileprivate var position: EventPosition?
        private var page: ArraySlice<JournalRecord> = []
        private var isOver = false

        fileprivate init(engine: Engine, position: EventPosition?) {
            self.engine = engine
            self.position = position
        }

        /// Waits for the next record; `nil` once the task is cancelled.
        ///
        /// - Throws: ``EngineError/positionUnknown(_:)`` if the journal does not have the record
        ///   any more that was read last, or why it cannot be read.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(EngineError) -> JournalRecord? {
            while !isOver, !Task.isCancelled {
                if let record = page.popFirst() {
                    position = record.position
                    return record
                }
                // Counted before the page is read, so that no commit in between is slept through.
                let commits = engine.commits.count
                do throws(EngineError) {
                    page = try await engine.records(after: position)[...]
                } catch {
                    isOver = true
                    // A read that was cancelled is no failure.
                    if Task.isCancelled { return nil }
                    throw error
                }
                if page.isEmpty { await engine.waitForCommit(after: commits) }
            }
            return nil
        }
    }

    let engine: Engine
    let position: EventPosition?

    /// Reads from the position on.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(engine: engine, position: position)
    }
}
