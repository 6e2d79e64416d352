import Crypto
import Foundation
import SQLiteJournal
import WeChatPay

/// The key that signs checkpoints: an Ed25519 seed in base64, in a file that only its owner reads.
enum CheckpointKey {
    /// Makes sure that the key has a file of its own.
    ///
    /// - Throws: ``Failure``: 78 if it would be one of the journal's files, or a key that seals
    ///   requests.
    static func checkPlace(in names: JournalNames) throws(Failure) {
        try names.checkKeysAreDistinct()
        guard !names.isJournals(names.checkpointKey) else {
            throw Failure(
                .configuration, "checkpoint_key_invalid",
                "\(names.checkpointKey): is one of the journal's own files; name another")
        }
    }

    /// Reads the key, or makes one where there is none.
    ///
    /// A key that was lost is replaced by a new one; the journal records the change, and both
    /// kinds of checkpoint verify.
    ///
    /// - Throws: ``Failure``: 77 if others may read the file, 78 if it holds no key.
    static func loadOrMake(at path: String) throws(Failure) -> Curve25519.Signing.PrivateKey {
        if ExistingFile(at: path) == .nothing { return try make(at: path) }
        return try load(at: path)
    }

    private static func load(at path: String) throws(Failure) -> Curve25519.Signing.PrivateKey {
        try SecretKeyFile.read(path, orThrow: "checkpoint_key_invalid") {
            try? Curve25519.Signing.PrivateKey(rawRepresentation: $0)
        }
    }

    private static func make(at path: String) throws(Failure) -> Curve25519.Signing.PrivateKey {
        guard !PathText.looksLikeKey(path) else {
            throw Failure(
                .configuration, "checkpoint_key_invalid",
                "checkpoint_key_file must be the path of a file; what is there looks like a key, "
                    + "so no file is made under that name")
        }
        let key = Curve25519.Signing.PrivateKey()
        let text = key.rawRepresentation.base64EncodedString() + "\n"
        do throws(NewFileFailure) {
            try NewFile.make(Array(text.utf8), at: path, mode: 0o600)
        } catch {
            // Another process made its key first, and a journal has one.
            if error.isTaken { return try load(at: path) }
            let status: ExitStatus =
                [EACCES, EPERM].contains(error.number) ? .permission : .inputOutput
            throw Failure(
                status, "checkpoint_key_not_made",
                "\(path): \(String(cString: strerror(error.number)))")
        }
        return key
    }
}
