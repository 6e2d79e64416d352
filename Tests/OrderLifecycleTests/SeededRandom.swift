import Foundation

/// SplitMix64: the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Tells "yes" once in so many times.
    mutating func once(in times: Int) -> Bool {
        Int.random(in: 1...max(1, times), using: &self) == 1
    }

    /// One of some values.
    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }
}

/// The seed of random tests: that of `PAYSCORE_TEST_SEED` where it is set, to repeat a failure;
/// every failure names the seed it was found with.
let testSeed: UInt64 = {
    let seed =
        ProcessInfo.processInfo.environment["PAYSCORE_TEST_SEED"].flatMap { UInt64($0) }
        ?? 20_200_423
    print("PAYSCORE_TEST_SEED=\(seed)")
    return seed
}()
