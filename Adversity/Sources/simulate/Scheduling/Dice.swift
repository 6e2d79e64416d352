/// Numbers that repeat themselves from the same seed (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The dice of one schedule of a seed.
    init(seed: UInt64, schedule: Int) {
        var mixer = Dice(seed: seed ^ (UInt64(schedule) &* 0xD134_2543_DE82_EF95))
        state = mixer.next()
    }

    /// The seed of other dice, which these do not notice.
    func seed(for use: String) -> UInt64 {
        var copy = self
        return use.utf8.reduce(copy.next()) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    mutating func below(_ limit: Int) -> Int {
        limit <= 1 ? 0 : Int((next() >> 11) % UInt64(limit))
    }

    /// A number within a range.
    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(below(Int(range.upperBound - range.lowerBound) + 1))
    }

    /// True so many times in a thousand.
    mutating func falls(_ perMille: Int) -> Bool {
        perMille > 0 && below(1000) < perMille
    }

    /// One of several.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}
