/// The name of an attempt.
public struct AttemptID: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    /// Creates a name.
    public init(_ text: String) {
        self.text = text
    }

    /// Creates a name from fresh random bytes.
    public init(randomBytes: [UInt8]) {
        text = "att_" + Hex.text(randomBytes)
    }

    /// The name itself.
    public var description: String { text }
}
