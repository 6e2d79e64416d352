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

    /// Whether both are the same bytes: `String` also takes other spellings for equal.
    public static func == (one: AttemptID, other: AttemptID) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    /// The name itself.
    public var description: String { text }
}
