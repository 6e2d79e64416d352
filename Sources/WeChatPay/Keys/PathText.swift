import OrderLifecycle

/// A text that stands where the path of a file belongs, and may be the key itself: such a text is
/// never repeated in an error.
package enum PathText {
    /// The most bytes of a path, and of a name in it, on every system that this runs on.
    private static let pathLimit = 4096
    private static let nameLimit = 255

    /// Whether the text can be no path that anybody meant: longer than a path, of several lines,
    /// or with the marks of a PEM block.
    package static func isNoPath(_ text: String) -> Bool {
        text.utf8.count > pathLimit || text.contains("-----BEGIN")
            || text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
            || text.utf8.split(separator: UInt8(ascii: "/")).contains { $0.count > nameLimit }
    }

    /// Whether the text could be a key: its base64 or hex, or an API v3 key.
    ///
    /// A file may have such a name; whoever repeats the text cannot know.
    package static func looksLikeKey(_ text: String) -> Bool {
        if isNoPath(text) || isBase64Key(text) { return true }
        let name = text.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        let isDigits = name.allSatisfy(ASCII.isLetterOrDigit)
        return isDigits && (name.count == 32 || name.count >= 40)
    }

    /// The text, or what stands for it in an error.
    package static func shown(_ path: String) -> String {
        looksLikeKey(path) ? "(not shown, because it looks like a key and not like a path)" : path
    }

    /// Whether the text ends as the base64 of 32 bytes or more does; it may have slashes in it.
    private static func isBase64Key(_ text: String) -> Bool {
        let bytes = text.utf8.suffix(44)
        return bytes.count == 44 && bytes.last == UInt8(ascii: "=")
            && bytes.allSatisfy { byte in
                ASCII.isLetterOrDigit(byte) || "+/-_=".utf8.contains(byte)
            }
    }
}
