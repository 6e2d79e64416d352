/// The random source of the operating system.
public struct SystemRandom: RandomSource {
    /// Creates the source.
    public init() {}

    /// Returns so many fresh random bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<max(0, count)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
