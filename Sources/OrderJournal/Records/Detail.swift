import OrderLifecycle

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
        let lines = pairs.compactMap { name, value in value.map { "\(name)=\(Self.line($0))" } }
        text = lines.joined(separator: "\n")
    }

    /// Returns a text with every control character replaced by a space.
    private static func line(_ text: String) -> String {
        let bytes = text.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Returns these lines with those of another below them.
    func adding(_ other: Detail?) -> Detail {
        guard let other, !other.text.isEmpty else { return self }
        return text.isEmpty ? other : Detail(text: text + "\n" + other.text)
    }

    /// The value of a name, if there is one.
    public subscript(name: String) -> String? {
        let start = Array("\(name)=".utf8)
        let line = lines.first { $0.starts(with: start) }
        return line.map { String(Substring($0.dropFirst(start.count))) }
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
}
