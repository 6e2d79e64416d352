import CoreFoundation  // The compiler takes `stat` for its, in some builds.
import Foundation
import OrderJournal
import SQLiteJournal

/// The file that a checkpoint is written to: a new one, or an earlier checkpoint of the same
/// journal, and nothing else.
///
/// It is looked at before the journal is opened, so that what is refused changes nothing. The file
/// appears only when complete, and replaces an earlier checkpoint in one step.
final class CheckpointFile {
    /// The most bytes that a note has.
    private static let noteLimit = 4096

    private let path: String
    /// The open file, where one stands there, and what it holds.
    private let existing: (descriptor: Int32, note: [UInt8])?

    /// Looks at what stands under the name.
    ///
    /// - Throws: ``Failure``: `file_name_invalid`, `directory_missing`, `file_not_replaced` or
    ///   `file_not_permitted`.
    init(_ path: String, besides names: JournalNames) throws(Failure) {
        self.path = path
        try Self.checkName(path)
        guard !names.contain(path) else {
            throw Self.refusal(path, "is one of the journal's own files, or of the configuration's")
        }
        switch ExistingFile(at: path) {
        case .nothing:
            try Self.checkDirectory(of: path)
            existing = nil
        case .ordinary(0): throw Self.refusal(path, "is an empty file, and no checkpoint")
        case .ordinary:
            try Self.checkDirectory(of: path)
            guard ExistingFile(at: names.database) != .nothing else {
                throw Self.refusal(
                    path, "is there, and \(names.database) is not, whose checkpoint it could be")
            }
            existing = try Self.opened(path)
        case .other(let what): throw Self.refusal(path, what)
        case .unknown(let number): throw Self.failure(path, number)
        }
    }

    deinit {
        if let existing { close(existing.descriptor) }
    }

    /// Makes sure that what stands there is a checkpoint that this journal keeps.
    ///
    /// Another journal's, or one that this journal does not know any more, may be the only evidence
    /// of what was lost.
    ///
    /// - Throws: ``Failure``: `file_not_replaced`.
    func checkOrigin(in journal: any Journal) async throws {
        guard let existing else { return }
        let note = String(decoding: existing.note, as: UTF8.self)
        let isKept = try await journal.inspect { reader in
            var position: Int64 = 0
            while true {
                let page = try reader.checkpoints(after: position, limit: 500)
                if page.contains(where: { $0.checkpoint.note == note }) { return true }
                guard let last = page.last else { return false }
                position = last.position
            }
        }
        guard isKept else {
            throw Self.refusal(
                path,
                "is a checkpoint that this journal does not keep, and may be all that "
                    + "shows a loss; keep it")
        }
    }

    /// Writes a checkpoint; it is durable afterwards.
    ///
    /// - Throws: ``Failure``: `file_not_written`; the journal keeps the checkpoint all the same.
    func write(_ note: String) throws(Failure) {
        let bytes = Array(note.utf8)
        do throws(NewFileFailure) {
            if let existing {
                try replace(existing, with: bytes)
            } else {
                try NewFile.make(bytes, at: path, mode: 0o644)
            }
        } catch {
            throw Failure(
                .inputOutput, "file_not_written",
                "\(path): \(error.text); the journal keeps the checkpoint all the same, and "
                    + "`payscore checkpoint` prints it")
        }
    }

    private func replace(
        _ existing: (descriptor: Int32, note: [UInt8]), with bytes: [UInt8]
    ) throws(NewFileFailure) {
        // A name that was given to another file meanwhile is not taken from it.
        guard try Self.content(of: existing.descriptor) == existing.note,
            FileIdentity(path) == FileIdentity(descriptor: existing.descriptor)
        else { throw NewFileFailure(EEXIST) }
        if bytes == existing.note { return }
        var file = stat()
        guard fstat(existing.descriptor, &file) == 0 else { throw NewFileFailure(errno) }
        try NewFile.replace(path, with: bytes, like: file)
    }
}

extension CheckpointFile {
    private static func checkName(_ path: String) throws(Failure) {
        guard let last = path.utf8.last, last != UInt8(ascii: "/"), !path.utf8.contains(0),
            path != "-"
        else {
            throw Failure(
                .badInput, "file_name_invalid",
                "--out: \"\(path)\" is no name of a file; without --out the checkpoint goes to "
                    + "standard output")
        }
    }

    private static func checkDirectory(of path: String) throws(Failure) {
        let directory = NewFile.directory(of: path)
        guard access(directory, W_OK | X_OK) == 0 else { throw failure(path, errno) }
    }

    /// Opens what is a regular file, and reads it.
    private static func opened(
        _ path: String
    ) throws(Failure) -> (descriptor: Int32, note: [UInt8]) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        do throws(Failure) {
            let note: [UInt8]
            do throws(NewFileFailure) { note = try content(of: descriptor) } catch {
                throw failure(path, error.number)
            }
            guard note.count <= noteLimit, let text = String(validating: note, as: UTF8.self),
                Checkpoint(note: text) != nil
            else { throw refusal(path, "is no checkpoint, or has signatures of others") }
            return (descriptor, note)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// What an open file of one name holds, as far as a note goes and one byte further.
    private static func content(of descriptor: Int32) throws(NewFileFailure) -> [UInt8] {
        var file = stat()
        guard fstat(descriptor, &file) == 0 else { throw NewFileFailure(errno) }
        guard case .ordinary = ExistingFile(file) else { throw NewFileFailure(EEXIST) }
        var bytes = [UInt8](repeating: 0, count: noteLimit + 1)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        guard count >= 0 else { throw NewFileFailure(errno) }
        return Array(bytes.prefix(count))
    }

    private static func refusal(_ path: String, _ what: String) -> Failure {
        Failure(
            .badInput, "file_not_replaced",
            "\(path) \(what); nothing was written; name a new file or this journal's earlier "
                + "checkpoint, or leave --out away for standard output")
    }

    private static func failure(_ path: String, _ number: Int32) -> Failure {
        Failure(notWriting: path, number)
            ?? refusal(path, "cannot be looked at: \(String(cString: strerror(number)))")
    }
}
