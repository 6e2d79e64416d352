import Foundation

/// A key that a person holds against a checkpoint: its Ed25519 public key, learnt from a source
/// other than the checkpoint.
public struct CheckpointPublicKey: Hashable, Sendable {
    private let key: String
    /// The verifier key, which names the origin too, where the key was given so.
    private let verifierKey: String?

    /// Reads a key: 32 bytes in base64, or a verifier key `ORIGIN+HEX+BASE64`, both as
    /// `payscore checkpoint --output json` prints them; `nil` if the text is neither, or a key of
    /// small order, by whose signatures nothing is proven.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        let bytes: Data
        if let given = Self.bytes(text), given.count == 32 {
            (bytes, verifierKey) = (given, nil)
        } else if parts.count == 3, let given = Self.bytes(String(parts[2])), given.count == 33,
            NoteSignature.verifierKey(of: Array(given.dropFirst()), as: String(parts[0])) == text
        {
            (bytes, verifierKey) = (given.dropFirst(), text)
        } else {
            return nil
        }
        guard !SmallOrderKey.contains(bytes) else { return nil }
        key = bytes.base64EncodedString()
    }

    /// Whether a checkpoint names this key, under this origin where one was given.
    public func isNamed(by checkpoint: Checkpoint) -> Bool {
        let expected = verifierKey ?? checkpoint.verifierKey
        return checkpoint.publicKey == key && checkpoint.verifierKey == expected
    }

    /// The bytes of base64 that is written as it should be.
    private static func bytes(_ text: String) -> Data? {
        Data(base64Encoded: text).flatMap { $0.base64EncodedString() == text ? $0 : nil }
    }
}
