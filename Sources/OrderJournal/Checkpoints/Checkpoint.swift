public import Crypto
import Foundation
public import OrderLifecycle

/// A signed note that seals the first `size` records of a journal: a checkpoint as
/// [c2sp.org/tlog-checkpoint](https://c2sp.org/tlog-checkpoint) describes it.
///
/// The text is the origin, the size and the root of the ``MerkleTree`` in base64; then the
/// extension lines `previous` (the SHA-256 digest of the checkpoint before it, zero for the first),
/// `time` (milliseconds), `key` (the Ed25519 public key) and `frontier` (the roots of the tree's
/// full subtrees, largest first). An empty line and the signature line follow. With the frontier
/// the tree can be grown further without the records that are sealed.
public struct Checkpoint: Hashable, Sendable {
    /// Of which journal it is, and who publishes it.
    public let origin: CheckpointOrigin
    /// The tree over the hashes of the sealed records.
    public let tree: MerkleTree
    /// The digest of the checkpoint before this one.
    public let previous: Digest32
    /// When it was made.
    public let at: Timestamp
    /// What is signed.
    let text: String
    private let key: [UInt8]
    private let signature: NoteSignature

    /// How many records are sealed.
    public var size: Int64 { tree.size }
    /// The root of the tree over their hashes.
    public var root: Digest32 { tree.root }
    /// The Ed25519 public key, 32 bytes in base64.
    public var publicKey: String { Data(key).base64EncodedString() }

    /// Makes and signs a checkpoint.
    ///
    /// - Throws: A `CryptoKit` error if the key cannot sign.
    public init(
        of origin: CheckpointOrigin, tree: MerkleTree, previous: Checkpoint?, at time: Timestamp,
        signingWith privateKey: Curve25519.Signing.PrivateKey
    ) throws {
        self.origin = origin
        self.tree = tree
        self.previous = previous?.digest ?? .zero
        at = time
        key = Array(privateKey.publicKey.rawRepresentation)
        text = Self.text(origin, tree, self.previous, time, key)
        signature = try NoteSignature(of: text, as: "\(origin)", with: privateKey)
    }

    /// Reads a note exactly as it was written, or returns `nil` if the text is none.
    public init?(note: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 9, let origin = CheckpointOrigin(text: lines[0]),
            let size = Int64(lines[1]),
            let previous = Self.words(of: lines[3], "previous").flatMap(Self.digests),
            let time = Self.words(of: lines[4], "time"),
            let milliseconds = time.first.flatMap({ Int64($0) }),
            let at = try? Timestamp(milliseconds: milliseconds),
            let key = Self.words(of: lines[5], "key")?.first.flatMap({ Data(base64Encoded: $0) }),
            let frontier = Self.words(of: lines[6], "frontier").flatMap(Self.digests),
            let tree = MerkleTree(size: size, subtrees: frontier),
            let signature = NoteSignature(line: lines[8])
        else { return nil }
        self.origin = origin
        self.tree = tree
        self.previous = previous.first ?? .zero
        self.at = at
        self.key = Array(key)
        self.signature = signature
        text = Self.text(origin, tree, self.previous, at, self.key)
        // Says of each byte, those of the root included, that it is what it should be.
        guard signature.isNamed("\(origin)", of: self.key),
            self.note == note || self.note == note + "\n"
        else { return nil }
    }

    /// Reads a note to which others, such as witnesses, may have added their signatures, or returns
    /// `nil` if the text is none; the others' signatures are left out, and not checked.
    public init?(cosigned note: String) {
        guard let end = note.firstRange(of: "\n\n"), note.hasSuffix("\n") else { return nil }
        let text = note[..<end.lowerBound]
        let origin = text.prefix { $0 != "\n" }
        let lines = note[end.upperBound...].dropLast().split(
            separator: "\n", omittingEmptySubsequences: false)
        let signatures = lines.compactMap { NoteSignature(line: $0) }
        guard signatures.count == lines.count else { return nil }
        let own = signatures.lazy.filter { $0.name == origin }
            .compactMap { Checkpoint(note: "\(text)\n\n\($0.line)\n") }.first
        guard let own else { return nil }
        self = own
    }

    /// The note as it is published.
    public var note: String { "\(text)\n\(signature.line)\n" }

    /// The digest of the note, which the next checkpoint names.
    public var digest: Digest32 {
        Digest32.of(note.utf8)
    }

    /// The key as programs that check signed notes take it: `ORIGIN+HEX+BASE64`.
    public var verifierKey: String { NoteSignature.verifierKey(of: key, as: "\(origin)") }

    /// Whether the signature is that of the key that the note names.
    public var isSignatureValid: Bool { signature.isValid(for: text, by: key) }

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

    private static func text(
        _ origin: CheckpointOrigin, _ tree: MerkleTree, _ previous: Digest32, _ at: Timestamp,
        _ key: [UInt8]
    ) -> String {
        let lines = [
            "\(origin)", String(tree.size), base64(tree.root), "previous \(base64(previous))",
            "time \(at.milliseconds)", "key \(Data(key).base64EncodedString())",
            (["frontier"] + tree.frontier.map(base64)).joined(separator: " "),
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func base64(_ digest: Digest32) -> String {
        Data(digest.bytes).base64EncodedString()
    }

    /// The words after the name of an extension line; `nil` if the line has another name.
    private static func words(of line: String, _ name: String) -> [String]? {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        return words.first == name ? Array(words.dropFirst()) : nil
    }

    private static func digests(_ words: [String]) -> [Digest32]? {
        let digests = words.compactMap { Data(base64Encoded: $0).flatMap { Digest32(bytes: $0) } }
        return digests.count == words.count ? digests : nil
    }
}
