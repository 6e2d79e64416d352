public import Crypto
import Foundation
public import OrderLifecycle

/// A signed note that seals the first `size` records of a journal.
///
/// The text is five lines: the origin, the size, the root of the ``MerkleTree`` in base64, the
/// SHA-256 digest of the note before it in base64 (zero for the first) and the time; then an empty
/// line and the Ed25519 signature over those five lines.
public struct Checkpoint: Hashable, Sendable {
    /// The first line of every note.
    public static let origin = "payscore-orders/checkpoint/1"

    /// How many records are sealed.
    public let size: Int64
    /// The root of the tree over their hashes.
    public let root: Digest32
    /// The digest of the note before this one.
    public let previous: Digest32
    /// When it was made.
    public let at: Timestamp
    /// The Ed25519 public key, 32 bytes in base64.
    public let publicKey: String
    /// The Ed25519 signature over ``body``, 64 bytes in base64.
    public let signature: String

    /// Makes and signs a checkpoint.
    ///
    /// - Throws: A `CryptoKit` error if the key cannot sign.
    public init(
        tree: MerkleTree, previous: Checkpoint?, at time: Timestamp,
        signingWith key: Curve25519.Signing.PrivateKey
    ) throws {
        size = tree.size
        root = tree.root
        self.previous = previous?.digest ?? .zero
        at = time
        publicKey = key.publicKey.rawRepresentation.base64EncodedString()
        let body = Self.body(size: size, root: root, previous: self.previous, at: time)
        signature = try key.signature(for: Data(body.utf8)).base64EncodedString()
    }

    /// Reads a note as it was published, or returns `nil` if the text is none.
    public init?(note: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 7, lines[0] == Self.origin, let size = Int64(lines[1]), size >= 0,
            let root = Data(base64Encoded: lines[2]).flatMap({ Digest32(bytes: $0) }),
            let previous = Data(base64Encoded: lines[3]).flatMap({ Digest32(bytes: $0) }),
            let milliseconds = Int64(lines[4]),
            let at = try? Timestamp(milliseconds: milliseconds), lines[5].isEmpty
        else { return nil }
        let words = lines[6].split(separator: " ").map(String.init)
        guard words.count == 3, words[0] == "ed25519" else { return nil }
        self.size = size
        self.root = root
        self.previous = previous
        self.at = at
        publicKey = words[1]
        signature = words[2]
        guard self.note == note || self.note == note + "\n" else { return nil }
    }

    /// What is signed.
    public var body: String {
        Self.body(size: size, root: root, previous: previous, at: at)
    }

    /// The note as it is published.
    public var note: String {
        "\(body)\ned25519 \(publicKey) \(signature)\n"
    }

    /// The digest of the note, which the next checkpoint names.
    public var digest: Digest32 {
        Digest32.of(note.utf8)
    }

    /// Whether the signature is that of the key that the note names.
    public var isSignatureValid: Bool {
        guard let keyBytes = Data(base64Encoded: publicKey),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: keyBytes),
            let signature = Data(base64Encoded: signature)
        else { return false }
        return key.isValidSignature(signature, for: Data(body.utf8))
    }

    /// Makes sure that this checkpoint may be kept behind the last one, as each journal must.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` otherwise.
    public func check(follows last: Checkpoint?) throws {
        guard size > last?.size ?? 0, previous == last?.digest ?? .zero else {
            throw JournalError(
                .conflict,
                "the checkpoint of \(size) records does not follow the last one that is kept, of "
                    + "\(last?.size ?? 0)")
        }
    }

    private static func body(
        size: Int64, root: Digest32, previous: Digest32, at: Timestamp
    ) -> String {
        let lines = [
            origin, String(size), Data(root.bytes).base64EncodedString(),
            Data(previous.bytes).base64EncodedString(), String(at.milliseconds),
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
