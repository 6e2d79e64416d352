import Crypto
import Foundation
import OrderJournal

/// A note is read only in the one form in which it is written, and believed only if its lines are
/// those that were signed.
///
/// After a first line `sign` the harness signs what follows, up to the empty line, with the key of
/// 32 sevens under the name of its first line; after `sign N` it turns the N-th bit of what it
/// signed.
enum CheckpointInput {
    private static let seed = Data(repeating: 7, count: 32)

    static func check(
        _ bytes: [UInt8], reading read: (String) -> Checkpoint? = { Checkpoint(note: $0) }
    ) throws(Violation) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let words = lines[0].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard words.first == "sign" else {
            _ = try note(in: String(decoding: bytes, as: UTF8.self), read)
            return
        }
        var body = Array(
            lines.dropFirst().prefix { !$0.isEmpty }.joined(separator: [0x0A]) + [0x0A])
        let key = try must("the seed is a key") {
            try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        }
        let signature = try must("the harness signs") { try key.signature(for: Data(body)) }
        let name = lines.dropFirst().first.map(Array.init) ?? []
        let keyID = SHA256.hash(data: name + [0x0A, 1] + key.publicKey.rawRepresentation).prefix(4)
        let bit = words.dropFirst().first.flatMap { UInt32($0) }.map(Int.init)
        if let bit { body[bit / 8 % body.count] ^= 1 << (bit % 8) }
        let text =
            String(decoding: body, as: UTF8.self)
            + "\n— \(String(decoding: name, as: UTF8.self)) "
            + "\((Data(keyID) + signature).base64EncodedString())\n"
        guard let checkpoint = try note(in: text, read) else { return }
        // The note names the key; the harness has one only.
        let isOurs = checkpoint.publicKey == key.publicKey.rawRepresentation.base64EncodedString()
        try demand(
            checkpoint.isSignatureValid == (bit == nil && isOurs),
            "a note is believed exactly if its lines were signed: \(text)")
    }

    private static func note(
        in text: String, _ read: (String) -> Checkpoint?
    ) throws(Violation) -> Checkpoint? {
        guard let checkpoint = read(text) else { return nil }
        let isWhole = checkpoint.note.utf8.elementsEqual(text.utf8)
        try demand(
            isWhole || checkpoint.note.utf8.elementsEqual((text + "\n").utf8),
            "a note has one form: \(text)")
        try demand(
            Checkpoint(cosigned: checkpoint.note) == checkpoint,
            "what is written is read back with nobody else's signature: \(text)")
        try demand(read(checkpoint.note) == checkpoint, "what is written is read back: \(text)")
        let digest = Array(SHA256.hash(data: Data(checkpoint.note.utf8)))
        try demand(checkpoint.digest.bytes == digest, "the digest is that of the note: \(text)")
        return checkpoint
    }
}
