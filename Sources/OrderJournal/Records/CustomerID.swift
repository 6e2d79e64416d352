import OrderLifecycle

/// What records call a customer: `cus_` and 20 hexadecimal digits, drawn at random, so that it says
/// nothing of who that is.
public struct CustomerID: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    private static let prefix = "cus_"
    private static let length = 10

    /// Reads a name, or returns `nil` if the text is none.
    public init?(text: String) {
        guard text.hasPrefix(Self.prefix),
            Hex.bytes(String(text.dropFirst(Self.prefix.count)))?.count == Self.length
        else { return nil }
        self.text = text
    }

    /// The name under which a journal keeps what tells whether a key is the one that its customers
    /// were named with: no customer's.
    package static let keyCheck = CustomerID(bytes: [UInt8](repeating: 0, count: length))

    /// Draws a name.
    public init(random: any RandomSource) {
        self.init(bytes: random.bytes(Self.length))
    }

    private init(bytes: [UInt8]) {
        text = Self.prefix + Hex.text(bytes)
    }

    /// The name itself.
    public var description: String { text }
}
