/// The classes of characters in which WeChat writes its names and numbers.
enum WireText {
    /// Letters, digits, `_` and `-`, at least one: what stands in a URL or a header as it is.
    static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    static func isVisible(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// The visible ASCII characters of a text, as many as fit.
    static func visible(_ text: String, limit: Int) -> String {
        String(
            decoding: text.utf8.lazy.filter { (0x21...0x7E).contains($0) }.prefix(limit),
            as: UTF8.self)
    }
}
