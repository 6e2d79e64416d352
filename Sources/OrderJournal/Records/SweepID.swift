/// The name of a sweep, such as `swp_10949fe8247cfd248272`.
public struct SweepID: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    private static let prefix = "swp_"
    private static let length = 10

    /// Creates a name from ten fresh random bytes.
    public init(randomBytes: [UInt8]) {
        text = Self.prefix + Hex.text(randomBytes)
    }

    /// Reads a name: `swp_` and twenty hexadecimal digits; `nil` if the text is none.
    public init?(text: String) {
        guard text.hasPrefix(Self.prefix),
            Hex.bytes(String(text.dropFirst(Self.prefix.count)))?.count == Self.length
        else { return nil }
        self.text = text
    }

    /// The name itself.
    public var description: String { text }
}
