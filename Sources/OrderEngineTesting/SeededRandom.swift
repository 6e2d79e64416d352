public import OrderJournal
import Synchronization

/// A random source that repeats itself from the same seed.
public final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    /// Creates a source.
    public init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// Returns the next bytes of the sequence.
    public func bytes(_ count: Int) -> [UInt8] {
        (0..<max(0, count)).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// The next number (SplitMix64).
    public func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
