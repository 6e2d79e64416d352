/// A sum of money in fen, never negative.
public struct Amount: Hashable, Sendable {
    /// The sum in fen, a hundredth of a yuan.
    public let fen: Int64

    /// The largest amount that is believed: 1,000,000,000 fen, ten million yuan.
    ///
    /// The limit is this package's own, far above what a service order can hold, so that sums of
    /// a hundred items cannot overflow and a mistaken unit is noticed.
    public static let maximum: Int64 = 1_000_000_000

    /// Nothing.
    public static let zero = Amount(unchecked: 0)

    /// Creates an amount.
    ///
    /// - Throws: ``InvalidValue`` if `fen` is negative or above ``maximum``.
    public init(fen: Int64) throws(InvalidValue) {
        guard (0...Self.maximum).contains(fen) else {
            throw InvalidValue(.amount, .outOfRange(minimum: 0, maximum: Self.maximum))
        }
        self.fen = fen
    }

    private init(unchecked fen: Int64) {
        self.fen = fen
    }

    /// Returns the sum of two amounts, or `nil` if it is above ``maximum``.
    public func adding(_ other: Amount) -> Amount? {
        let sum = fen + other.fen
        return sum <= Self.maximum ? Amount(unchecked: sum) : nil
    }

    /// Returns what is left after `other` is taken away, or `nil` if `other` is the larger.
    public func subtracting(_ other: Amount) -> Amount? {
        fen >= other.fen ? Amount(unchecked: fen - other.fen) : nil
    }
}

extension Amount: Comparable {
    /// Tells whether the left amount is the smaller.
    public static func < (left: Amount, right: Amount) -> Bool {
        left.fen < right.fen
    }
}

extension Amount: CustomStringConvertible {
    /// The amount in yuan with two decimals, such as `¥12.30`.
    public var description: String {
        let cents = fen % 100
        return "¥\(fen / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
