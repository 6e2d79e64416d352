import OrderJournal
import Synchronization

/// A random source that counts, so that a failure can be seen again.
final class CountingRandom: RandomSource {
    private let calls = Mutex<UInt8>(0)

    func bytes(_ count: Int) -> [UInt8] {
        let call = calls.withLock { calls in
            calls &+= 1
            return calls
        }
        return [UInt8](repeating: call, count: count)
    }
}
