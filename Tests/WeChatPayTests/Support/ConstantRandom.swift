import OrderJournal

/// A random source that is none.
struct ConstantRandom: RandomSource {
    func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 7, count: count) }
}
