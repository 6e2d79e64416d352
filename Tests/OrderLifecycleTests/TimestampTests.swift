import OrderLifecycle
import Testing

/// Moments.
struct TimestampTests {
    /// Independent of this package: `date -u -d @N`.
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (1, "1970-01-01T00:00:00.001Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_582_934_400_000, "2020-02-29T00:00:00.000Z"),
            (1_587_600_000_000, "2020-04-23T00:00:00.000Z"),
            (1_609_459_199_999, "2020-12-31T23:59:59.999Z"),
            (1_677_628_799_000, "2023-02-28T23:59:59.000Z"),
            (1_677_628_800_000, "2023-03-01T00:00:00.000Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (4_107_542_399_000, "2100-02-28T23:59:59.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (1_769_846_400_000, "2026-01-31T08:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func `a moment shows as RFC 3339 writes it`(milliseconds: Int64, text: String) throws {
        #expect(try Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: [-1, 253_402_300_800_000, .min, .max] as [Int64])
    func `a moment lies between 1970 and 9999`(milliseconds: Int64) {
        #expect(
            throws: InvalidValue(.time, .outOfRange(minimum: 0, maximum: Timestamp.maximum))
        ) { try Timestamp(milliseconds: milliseconds) }
    }

    @Test func `a mad clock is brought back to the nearest end`() {
        #expect(Timestamp(clamping: .min).milliseconds == 0)
        #expect(Timestamp(clamping: -1).milliseconds == 0)
        #expect(Timestamp(clamping: 5).milliseconds == 5)
        #expect(Timestamp(clamping: .max).milliseconds == Timestamp.maximum)
    }

    @Test func `going on stops at the ends`() {
        let start = Timestamp(clamping: 1000)
        #expect(start.advanced(by: .milliseconds(5)).milliseconds == 1005)
        #expect(start.advanced(by: .seconds(-1)).milliseconds == 0)
        #expect(start.advanced(by: .milliseconds(-1001)).milliseconds == 0)
        #expect(start.advanced(by: .milliseconds(Int64.max)).milliseconds == Timestamp.maximum)
        #expect(start.advanced(by: .milliseconds(Int64.min)).milliseconds == 0)
        #expect(start.since(start.advanced(by: .milliseconds(7))) == .milliseconds(-7))
        #expect(start < start.advanced(by: .milliseconds(1)))
    }

    @Test(
        arguments: [
            ("128.00", 12_800), ("¥128", 12_800), ("¥128.00", 12_800), ("￥128.05", 12_805),
            ("12800 fen", 12_800), ("12800fen", 12_800), ("12800分", 12_800), (" ¥ 1.00 ", 100),
            ("38元", 3800), ("38.00元", 3800), (" 38.05 元", 3805), ("¥38.00元", 3800),
            ("0.00", 0), ("10000000.00", 1_000_000_000), ("007.00", 700),
        ] as [(String, Int64)])
    func `an amount is read as a person writes it`(text: String, fen: Int64) throws {
        #expect(try Amount(parsing: text).fen == fen)
    }

    @Test(
        arguments: [
            ("", .empty), ("  ", .empty), ("128", .noUnit(number: 128)),
            ("12800", .noUnit(number: 12_800)), ("128.0", .notAnAmount), ("128.000", .notAnAmount),
            ("128.", .notAnAmount), (".50", .notAnAmount), ("¥128分", .notAnAmount),
            ("1.28 fen", .notAnAmount), ("-1.00", .notAnAmount), ("¥-1", .notAnAmount),
            ("1,280.00", .notAnAmount), ("1e3", .notAnAmount), ("１２８.00", .notAnAmount),
            ("¥¥1", .notAnAmount), ("fen", .notAnAmount), ("¥", .notAnAmount), ("x", .notAnAmount),
            ("38分元", .notAnAmount), ("38元分", .notAnAmount), ("38.5元", .notAnAmount),
            ("元", .notAnAmount), ("38元 fen", .notAnAmount),
            ("12345678901 fen", .notAnAmount), ("¥10000000.01", tooMuch),
            ("9999999999.99", tooMuch),
        ] as [(String, InvalidValue.Problem)])
    func `what could be read in two ways is no amount`(text: String, problem: InvalidValue.Problem)
    {
        #expect(throws: InvalidValue(.amount, problem)) { try Amount(parsing: text) }
    }

    static let tooMuch = InvalidValue.Problem.outOfRange(minimum: 0, maximum: Amount.maximum)

    @Test func `a bare number is told how it could be read`() {
        #expect(
            InvalidValue(.amount, .noUnit(number: 128)).description
                == "amount could be yuan or fen: write 128.00 or ¥128 for yuan, 128 fen for fen")
    }
}
