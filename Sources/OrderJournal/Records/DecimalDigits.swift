/// A whole number in decimal digits, without a text in between.
enum DecimalDigits {
    /// Nineteen digits and a sign.
    private static let limit = 20

    /// Lends the digits.
    @inline(__always)
    static func of(_ number: Int64, _ take: (UnsafeRawBufferPointer) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: limit, alignment: 1) { digits in
            var start = digits.count
            var rest = number.magnitude
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            take(UnsafeRawBufferPointer(rebasing: digits[start...]))
        }
    }
}
