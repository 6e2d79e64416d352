import OrderLifecycle

/// The classes of characters in which WeChat writes its names and numbers.
enum WireText {
    /// Letters, digits, `_` and `-`, at least one: what stands in a URL or a header as it is.
    static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                ASCII.isLetterOrDigit(byte) || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "-")
            }
    }

    static func isHexDigit(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    static func isVisible(_ text: String) -> Bool { text.utf8.allSatisfy(ASCII.isVisible) }

    /// The visible ASCII characters of a text, as many as fit.
    static func visible(_ text: String, limit: Int) -> String {
        String(decoding: text.utf8.lazy.filter(ASCII.isVisible).prefix(limit), as: UTF8.self)
    }
}
