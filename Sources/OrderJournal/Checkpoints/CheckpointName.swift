public import OrderLifecycle

/// Who publishes checkpoints: a domain of the merchant's, with a path where that helps.
///
///     CheckpointName("example.com/rentals")
///
/// 1 to 64 visible ASCII characters without `+`. It only keeps apart the journals of several
/// publishers; nothing is looked up under it.
public struct CheckpointName: Hashable, Sendable, CustomStringConvertible {
    /// The most characters that a name may have.
    public static let limit = 64

    /// The name.
    public let text: String

    /// Creates a name.
    ///
    /// - Throws: `InvalidValue` if the text is empty, too long or has another character.
    public init(_ text: String) throws(InvalidValue) {
        guard !text.isEmpty else { throw InvalidValue(.checkpointName, .empty) }
        guard text.utf8.count <= Self.limit else {
            throw InvalidValue(
                .checkpointName, .tooLong(length: text.utf8.count, limit: Self.limit))
        }
        let isForbidden = { (byte: UInt8) in
            !ASCII.isVisible(byte) || byte == UInt8(ascii: "+")
        }
        if let offset = text.utf8.enumerated().first(where: { isForbidden($0.element) })?.offset {
            throw InvalidValue(.checkpointName, .forbiddenCharacter(offset: offset))
        }
        self.text = text
    }

    /// The name of a merchant that has given itself none: its `mchid`.
    public init(_ merchant: MerchantID) {
        text = merchant.text.replacing("+", with: "-")
    }

    /// The name.
    public var description: String { text }
}
