import Synchronization

/// Moments that all callers agree on: each is later than every one that was given before it.
final class Counter: Sendable {
    private let value = Atomic(0)

    func next() -> Int {
        value.add(1, ordering: .sequentiallyConsistent).newValue
    }
}
