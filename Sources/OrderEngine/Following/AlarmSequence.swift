/// The alarms that an engine raises from a subscription on: ``Engine/alarms``.
///
/// It ends when the engine is gone, the task is cancelled, or ``finish()`` was called. Where it is
/// read by several tasks, each alarm goes to one of them; subscribe for each to see all.
public struct AlarmSequence: AsyncSequence, Sendable {
    /// What a subscriber is told.
    public enum Element: Hashable, Sendable {
        /// An alarm was raised; the journal has what it tells.
        case raised(Alarm)
        /// So many alarms were raised here and not kept, because ``AlarmSequence/bufferLimit``
        /// waited already. The log and the journal have them.
        case dropped(Int)
    }

    /// The most elements that wait for a subscriber; one import of ``Engine/importLimit`` orders
    /// does not raise as many.
    public static let bufferLimit = 4096

    /// Reads the alarms one by one.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let buffer: AlarmBuffer

        /// Waits for the next alarm; `nil` at the end.
        public mutating func next() async -> Element? {
            await buffer.next()
        }
    }

    let buffer: AlarmBuffer

    /// Reads what waits, and what comes.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(buffer: buffer)
    }

    /// Ends the subscription; what waits is still read.
    public func finish() {
        buffer.finish()
    }
}
