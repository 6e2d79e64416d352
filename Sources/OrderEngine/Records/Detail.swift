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
        let length = pairs.reduce(0) { length, pair in
            length + (pair.value.map { pair.key.utf8.count + $0.utf8.count + 2 } ?? 0)
        }
        text = TextWriter.text(upTo: length) { text in
            for (name, value) in pairs {
                guard let value else { continue }
                if !text.isEmpty { text.add("\n") }
                text.add(name)
                text.add("=")
                text.addLine(value)
            }
        }
    }

    /// The value of a name, if there is one.
    public subscript(name: String) -> String? {
        text.withBytes { bytes in
            name.withBytes { Self.value(of: $0, in: bytes) }
        }
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

    /// Looks through the lines as they lie in memory; every record's meaning is read through here.
    private static func value(
        of name: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
    ) -> String? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let line = rest[..<end]
            if line.count > name.count, line[line.startIndex + name.count] == UInt8(ascii: "="),
                line.starts(with: name)
            {
                let value = UnsafeBufferPointer(rebasing: line.dropFirst(name.count + 1))
                return String(decoding: value, as: UTF8.self)
            }
            rest = rest[end...].dropFirst()
        }
        return nil
    }
}
