import Synchronization

/// Counts what is under way, and lets no more in than the limit.
final class ConcurrencyLimit: Sendable {
    private let limit: Int
    private let running = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// One that was let in; it leaves when nobody holds it any more.
    final class Place: Sendable {
        private let gate: ConcurrencyLimit

        fileprivate init(_ gate: ConcurrencyLimit) {
            self.gate = gate
        }

        deinit {
            gate.running.withLock { $0 -= 1 }
        }
    }

    /// Lets one more in; `nil` if there are as many as may be.
    func enter() -> Place? {
        let isFree = running.withLock { running in
            guard running < limit else { return false }
            running += 1
            return true
        }
        return isFree ? Place(self) : nil
    }

    /// How many are in.
    var count: Int { running.withLock { $0 } }
}
