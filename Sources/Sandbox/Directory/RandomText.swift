/// Random texts over the alphabets that WeChat's identifiers use.
enum RandomText {
    private static let digitCharacters = Array("0123456789")
    private static let letterCharacters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    static func digits(_ count: Int) -> String { text(digitCharacters, count) }

    static func hexadecimal(_ count: Int) -> String {
        text(digitCharacters + Array("abcdef"), count)
    }

    static func lettersAndDigits(_ count: Int) -> String {
        text(digitCharacters + letterCharacters, count)
    }

    /// Thirty-two hexadecimal digits in the form of a UUID.
    static func uuid() -> String {
        [8, 4, 4, 4, 12].map(hexadecimal).joined(separator: "-")
    }

    private static func text(_ alphabet: [Character], _ count: Int) -> String {
        String((0..<count).compactMap { _ in alphabet.randomElement() })
    }
}
