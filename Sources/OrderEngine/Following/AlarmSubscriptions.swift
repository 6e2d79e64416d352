import Synchronization

/// Those who are told of alarms.
final class AlarmSubscriptions: Sendable {
    private struct Subscriber {
        weak var buffer: AlarmBuffer?
    }

    private let subscribers = Mutex<[Subscriber]>([])

    deinit {
        for subscriber in subscribers.withLock({ $0 }) { subscriber.buffer?.finish() }
    }

    /// Adds a subscriber, who is told of what is raised from now on, for as long as the sequence is
    /// kept.
    func subscribe() -> AlarmSequence {
        let buffer = AlarmBuffer()
        subscribers.withLock { $0.append(Subscriber(buffer: buffer)) }
        return AlarmSequence(buffer: buffer)
    }

    /// Tells all of them.
    func raise(_ alarm: Alarm) {
        let buffers = subscribers.withLock { subscribers in
            subscribers.removeAll { $0.buffer == nil }
            return subscribers.compactMap(\.buffer)
        }
        for buffer in buffers { buffer.add(alarm) }
    }
}
