/// The name of a sweep, such as `swp_10949fe8247cfd248272`.
public struct SweepID: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    private static let prefix = "swp_"
    private static let digits = 20

    /// Creates a name from ten fresh random bytes.
    public init(randomBytes: [UInt8]) {
        text = Self.prefix + Hex.text(randomBytes)
    }

    /// Reads a name: `swp_` and twenty hexadecimal digits; `nil` if the text is none.
    public init?(text: String) {
        let hex = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard text.utf8.starts(with: Self.prefix.utf8), hex.count == Self.digits,
            hex.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    /// The name itself.
    public var description: String { text }
}
