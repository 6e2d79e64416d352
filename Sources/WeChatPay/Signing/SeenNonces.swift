package import OrderEngine
import OrderJournal
import Synchronization

/// The nonces of the answers that were verified lately, so that none is believed a second time.
///
/// Only what a signature has vouched for is remembered: a forged answer neither takes up memory nor
/// uses up the nonce of a true one. A nonce counts whichever key signed it; WeChat draws it from so
/// many that two answers never share one.
package final class SeenNonces: Sendable {
    /// For how long a nonce is remembered at least: fifteen minutes.
    ///
    /// That is three times as long as its signature can be verified by a clock that nobody sets.
    package static let lifetime: Duration = .seconds(900)
    /// The most nonces of one span; two spans of digests take about 16 MiB.
    ///
    /// Where more come within one lifetime, the oldest go early.
    package static let spanLimit = 131_072

    /// The memory of this process: what one provider has seen, no other believes.
    package static let ofProcess = SeenNonces()

    private let clock: any EngineClock
    private let spanLimit: Int
    private let memory: Mutex<Memory>

    /// Two spans that take turns: the earlier one is dropped as a whole.
    private struct Memory {
        var begunAt: Duration
        var current: Set<Digest32> = []
        var earlier: Set<Digest32> = []
    }

    /// Creates a memory without nonces.
    package init(clock: any EngineClock = SystemClock(), spanLimit: Int = spanLimit) {
        self.clock = clock
        self.spanLimit = spanLimit
        memory = Mutex(Memory(begunAt: clock.uptime()))
    }

    /// Remembers a nonce whose signature holds.
    ///
    /// - Returns: Whether it was not there before.
    package func remember(_ nonce: String) -> Bool {
        let digest = Digest32.of(nonce.utf8)
        let now = clock.uptime()
        return memory.withLock { memory in
            let age = now - memory.begunAt
            if age >= Self.lifetime || memory.current.count >= spanLimit {
                memory.earlier = age >= Self.lifetime * 2 ? [] : memory.current
                memory.current = []
                memory.begunAt = now
            }
            guard !memory.earlier.contains(digest) else { return false }
            return memory.current.insert(digest).inserted
        }
    }
}
