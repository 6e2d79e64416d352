/// Randomness, as the engine is given it: bytes that nobody can guess.
public protocol RandomSource: Sendable {
    /// Returns `count` fresh bytes.
    func bytes(_ count: Int) -> [UInt8]
}
