import Foundation
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

    /// Returns these lines with those of another below them.
    func adding(_ other: Detail?) -> Detail {
        guard let other, !other.text.isEmpty else { return self }
        return text.isEmpty ? other : Detail(text: text + "\n" + other.text)
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
        var rest = UnsafeRawBufferPointer(bytes)
        while let start = rest.baseAddress, !rest.isEmpty {
            let end = memchr(start, Int32(UInt8(ascii: "\n")), rest.count)
            let length = end.map { start.distance(to: $0) } ?? rest.count
            if length > name.count, rest[name.count] == UInt8(ascii: "="),
                rest.starts(with: name)
            {
                return String(decoding: rest[..<length].dropFirst(name.count + 1), as: UTF8.self)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(length + 1))
        }
        return nil
    }
}
