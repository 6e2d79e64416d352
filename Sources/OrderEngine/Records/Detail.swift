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
        for line in text.split(separator: "\n") where line.hasPrefix(name + "=") {
            return String(line.dropFirst(name.count + 1))
        }
        return nil
    }

    /// All names with their values, in order.
    public var pairs: [(name: String, value: String)] {
        text.split(separator: "\n").map { line in
            let name = line.prefix { $0 != "=" }
            return (String(name), String(line.dropFirst(name.count + 1)))
        }
    }

    /// A text with every control character turned into a space.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
