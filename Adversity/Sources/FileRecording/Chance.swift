/// A sequence of numbers that a seed decides (SplitMix64).
public struct Chance: Sendable {
    private var state: UInt64

    /// Begins the sequence of a seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// Begins the sequence of one trial among many, however many were made before it.
    public init(seed: UInt64, _ parts: Int...) {
        self.init(seed: seed)
        for part in parts { state = next() ^ UInt64(truncatingIfNeeded: part) }
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of two.
    public var isHeads: Bool {
        mutating get { next() & 1 == 0 }
    }

    /// A number from 0 up to, but not including, a limit.
    public mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(max(1, limit)))
    }

    /// So many bytes.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// The elements in another order.
    public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for index in elements.indices.dropFirst().reversed() {
            elements.swapAt(index, below(index + 1))
        }
        return elements
    }
}
