/// A request as the journal stores it: sealed with a key, or open where the merchant has none.
///
/// An intent names the digest of these bytes, which can be checked without the key. Once a key is
/// destroyed, nobody reads what it sealed.
public struct RequestEnvelope: Hashable, Sendable {
    /// What is inside.
    enum Content: Hashable, Sendable {
        /// The request as it is sent.
        case open(RequestMessage)
        /// The request sealed with AES-256-GCM: the nonce, the ciphertext and the tag.
        case sealed(keyID: RequestKeyID, box: [UInt8])
    }

    let content: Content

    /// The key that opens it; `nil` where it is open.
    var keyID: RequestKeyID? {
        guard case .sealed(let keyID, _) = content else { return nil }
        return keyID
    }

    /// The request, where it is not sealed.
    public var openMessage: RequestMessage? {
        guard case .open(let message) = content else { return nil }
        return message
    }

    private static let open = Array("payscore open request\n".utf8)
    private static let sealed = Array("payscore sealed request\n".utf8)

    init(_ content: Content) {
        self.content = content
    }

    /// Wraps a request without sealing it.
    public init(open message: RequestMessage) {
        self.init(.open(message))
    }

    /// Reads an envelope as it is stored, or returns `nil` if the bytes are none.
    public init?(bytes: [UInt8]) {
        if bytes.starts(with: Self.open) {
            guard let message = RequestMessage(bytes: Array(bytes.dropFirst(Self.open.count)))
            else { return nil }
            self.init(open: message)
            return
        }
        guard bytes.starts(with: Self.sealed) else { return nil }
        let rest = bytes.dropFirst(Self.sealed.count)
        let parts = rest.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let text = String(validating: parts[0], as: UTF8.self),
            let keyID = RequestKeyID(text: text)
        else { return nil }
        self.init(.sealed(keyID: keyID, box: Array(parts[1])))
    }

    /// The bytes as they are stored; docs/reference/journal-format.md describes them.
    public var bytes: [UInt8] {
        switch content {
        case .open(let message): Self.open + message.bytes
        case .sealed(let keyID, let box): Self.sealed + Array("\(keyID)\n".utf8) + box
        }
    }
}
