import Crypto
import Foundation
import SQLiteJournal

/// The key that signs checkpoints: an Ed25519 seed in base64, in a file that only its owner reads.
enum CheckpointKey {
    /// Makes sure that the key has a file of its own.
    ///
    /// - Throws: ``Failure``: 78 if it would be one of the journal's files.
    static func checkPlace(in names: JournalNames) throws(Failure) {
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
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .configuration, "checkpoint_key_invalid", "\(path): a key must be an ordinary file")
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw Failure(
                .permission, "checkpoint_key_permissions",
                "\(path): the key must belong to the user who runs this, and to nobody else; "
                    + "run: chmod 600 on it")
        }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard let seed = Data(base64Encoded: text), seed.base64EncodedString() == text,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        else {
            throw Failure(
                .configuration, "checkpoint_key_invalid",
                "\(path): an Ed25519 seed of 32 bytes in base64 is needed")
        }
        return key
    }

    private static func make(at path: String) throws(Failure) -> Curve25519.Signing.PrivateKey {
        let key = Curve25519.Signing.PrivateKey()
        let text = key.rawRepresentation.base64EncodedString() + "\n"
        do throws(NewFileFailure) {
            try NewFile.make(Array(text.utf8), at: path, mode: 0o600)
        } catch {
            // Another process made its key first, and a journal has one.
            if error.isTaken { return try load(at: path) }
            throw failure(path, error.number)
        }
        return key
    }

    private static func failure(_ path: String, _ number: Int32) -> Failure {
        let text = "\(path): \(String(cString: strerror(number)))"
        return switch number {
        case EACCES, EPERM: Failure(.permission, "checkpoint_key_unreadable", text)
        case ELOOP:
            Failure(
                .configuration, "checkpoint_key_invalid",
                "\(path): is a symbolic link; name the file itself")
        default: Failure(.inputOutput, "checkpoint_key_unreadable", text)
        }
    }
}
