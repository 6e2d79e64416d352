import OrderLifecycle

/// The numbers of sample orders, as a merchant makes them: the day, then digits that say nothing.
///
/// A thousand orders fall on one day, so that numbers are nearly in order as time goes by.
struct SampleOrders: Sendable {
    /// Some of the orders, evenly from all.
    let numbers: [OutOrderNumber]

    /// The most orders whose numbers are held.
    private static let limit = 65_536

    /// Chooses from so many orders.
    init(of count: Int) throws {
        let step = max(1, count / Self.limit)
        numbers = try stride(from: 0, to: count, by: step).map { try Self.number($0) }
    }

    /// Any of the orders.
    func next(_ generator: inout SameRandom) -> OutOrderNumber {
        numbers[Int.random(in: numbers.indices, using: &generator)]
    }

    /// Any of the orders that are one caller's own.
    ///
    /// - Parameter caller: The caller, counted from 0.
    func next(of caller: Int, among callers: Int, _ generator: inout SameRandom) -> OutOrderNumber {
        let last = (numbers.count - 1 - caller) / callers
        return numbers[caller + callers * Int.random(in: 0...last, using: &generator)]
    }

    /// The number of an order, counted from 0.
    static func number(_ index: Int) throws(InvalidValue) -> OutOrderNumber {
        let scattered = UInt32(truncatingIfNeeded: index) &* 2_654_435_761
        let digits = String(scattered)
        return try OutOrderNumber(
            String(20_000_000 + index / 1000) + String(repeating: "0", count: 10 - digits.count)
                + digits)
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SameRandom: RandomNumberGenerator {
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
}
