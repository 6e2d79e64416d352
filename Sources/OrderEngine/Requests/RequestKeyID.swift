import OrderJournal
import OrderLifecycle

/// What an envelope calls the key that opens it: 16 hexadecimal digits.
public struct RequestKeyID: Hashable, Sendable, CustomStringConvertible {
    private static let length = 8

    /// The digits.
    public let text: String

    /// Reads an ID, or returns `nil` if the text is none.
    init?(text: String) {
        guard Hex.bytes(text)?.count == Self.length else { return nil }
        self.text = text
    }

    init(keyBytes: [UInt8]) {
        let digest = Digest32.of(Array("payscore request key\n".utf8) + keyBytes)
        text = Hex.text(digest.bytes.prefix(Self.length))
    }

    /// The digits.
    public var description: String { text }
}
