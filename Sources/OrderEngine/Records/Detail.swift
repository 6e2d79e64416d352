/// What a record says beyond the members that all records share: lines of `name=value`.
///
/// The order of the lines is the writer's; a value has no line break and no control character.
public struct Detail: Hashable, Sendable {
    /// The lines as they are stored and hashed.
    public let text: String

    /// Wraps lines that were stored.
    public init(text: String) {
        self.text = text
    }

    /// Creates lines; pairs without a value are left out.
    init(_ pairs: KeyValuePairs<String, String?>) {
        text = pairs.compactMap { name, value in value.map { "\(name)=\(Self.line($0))" } }
            .joined(separator: "\n")
    }

    /// The value of a name, if there is one.
    public subscript(name: String) -> String? {
        for line in lines where line.starts(with: name.utf8) {
            let rest = line.dropFirst(name.utf8.count)
            if rest.first == UInt8(ascii: "=") { return String(Substring(rest.dropFirst())) }
        }
        return nil
    }

    /// All names with their values, in order.
    public var pairs: [(name: String, value: String)] {
        lines.map { line in
            let name = line.prefix { $0 != UInt8(ascii: "=") }
            let value = line.dropFirst(name.count + 1)
            return (String(Substring(name)), String(Substring(value)))
        }
    }

    /// The lines as bytes: as characters, a `=` would be lost in an accent that follows it.
    private var lines: [Substring.UTF8View] {
        text.utf8.split(separator: UInt8(ascii: "\n"))
    }

    /// A text with every control character turned into a space.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
