import ArgumentParser
import OrderLifecycle

/// A whole number on the command line: digits alone, as WeChat's numbers are read.
///
/// What an integer parser accepts besides, such as `+3` or `007`, is more often a slip than a
/// number.
enum WholeNumber {
    /// Reads one.
    static func read<Number: FixedWidthInteger>(_ text: String) throws -> Number {
        guard ASCII.isWholeNumber(text), let number = Number(text) else {
            throw ValidationError(
                "a whole number is needed, in digits alone and without a leading zero",
                zh: "须是整数，只写数字，开头不加零")
        }
        return number
    }
}
