import OrderLifecycle
import Testing

/// Sums of money.
struct AmountTests {
    @Test(arguments: [0, 1, 99, 100, 999_999_999, 1_000_000_000] as [Int64])
    func `an amount is what it was made of`(value: Int64) throws {
        #expect(try Amount(fen: value).fen == value)
    }

    @Test(arguments: [-1, 1_000_000_001, .min, .max] as [Int64])
    func `an amount is neither negative nor beyond belief`(value: Int64) {
        #expect(
            throws: InvalidValue(.amount, .outOfRange(minimum: 0, maximum: 1_000_000_000))
        ) { try Amount(fen: value) }
    }

    @Test func `sums and differences stay within belief`() {
        let most = fen(Amount.maximum)
        #expect(fen(1).adding(fen(2)) == fen(3))
        #expect(most.adding(.zero) == most)
        #expect(most.adding(fen(1)) == nil)
        #expect(most.adding(most) == nil)
        #expect(fen(5).subtracting(fen(5)) == .zero)
        #expect(fen(5).subtracting(fen(6)) == nil)
        #expect(most.subtracting(fen(1)) == fen(999_999_999))
        #expect(fen(1) < fen(2))
        #expect(!(fen(2) < fen(2)))
    }

    @Test(
        arguments: [
            (0, "¥0.00"), (1, "¥0.01"), (10, "¥0.10"), (99, "¥0.99"), (100, "¥1.00"),
            (1230, "¥12.30"), (1_000_000_000, "¥10000000.00"),
        ] as [(Int64, String)])
    func `an amount shows in yuan with two decimals`(value: Int64, text: String) {
        #expect(fen(value).description == text)
    }
}
