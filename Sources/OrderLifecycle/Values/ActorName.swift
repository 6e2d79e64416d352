/// The name by which the merchant's systems identify a person or system, such as `clerk-1`,
/// `wang.fang@example.com` or `财务-2`.
///
/// It is an identifier, and no display name: one to 64 ASCII letters, digits, `.`, `_`, `@`, `+`,
/// `-` and Han characters (U+4E00–9FFF, U+3400–4DBF), of which nothing is trimmed away. What looks
/// like another character is not among them, so that nobody becomes a second person by writing
/// their name in another way. `Clerk-1` and `clerk-1` are the same actor: names are compared as
/// bytes, after ASCII capitals became small letters.
public struct ActorName: Sendable {
    /// The name as it was given.
    public let text: String

    /// The most characters that a name may have.
    public static let limit = 64

    /// Creates a name.
    ///
    /// - Throws: ``InvalidValue`` if the name is empty, too long, or has a character that no
    ///   identifier has.
    public init(_ text: String) throws(InvalidValue) {
        guard !text.utf8.isEmpty else { throw InvalidValue(.actor, .empty) }
        let length = text.utf16.count
        guard length <= Self.limit else {
            throw InvalidValue(.actor, .tooLong(length: length, limit: Self.limit))
        }
        var offset = 0
        for scalar in text.unicodeScalars {
            guard Self.isPermitted(scalar) else {
                throw InvalidValue(.actor, .foreignToIdentifiers(scalar, offset: offset))
            }
            offset += scalar.utf8.count
        }
        self.text = text
    }

    private static func isPermitted(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else {
            return ASCII.isLetterOrDigit(UInt8(scalar.value))
                || "._@+-".unicodeScalars.contains(scalar)
        }
        return ("\u{3400}"..."\u{4DBF}").contains(scalar)
            || ("\u{4E00}"..."\u{9FFF}").contains(scalar)
    }
}

extension ActorName: Hashable {
    /// Whether both identify the same actor.
    public static func == (one: ActorName, other: ActorName) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8) {
            ASCII.lowercased($0) == ASCII.lowercased($1)
        }
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(ASCII.lowercased(byte)) }
        hasher.combine(UInt8.max)
    }
}

extension ActorName: CustomStringConvertible {
    /// The name as it was given.
    public var description: String { text }
}
