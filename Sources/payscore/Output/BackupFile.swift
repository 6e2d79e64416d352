import CoreFoundation  // The compiler takes `stat` for its, in some builds.
import Foundation
import SQLiteJournal

/// The names of a backup's files, looked at before the journal is: what is refused changes nothing.
enum BackupFile {
    /// The ends of the names of what a backup makes.
    private static let suffixes = ["", ".head", ".checkpoint"]

    /// Makes sure that a backup may be made under a name.
    ///
    /// - Throws: ``Failure``: `file_name_invalid`, `directory_missing`, `file_not_replaced` or
    ///   `file_not_permitted`.
    static func check(_ path: String, besides names: JournalNames) throws(Failure) {
        guard let last = path.utf8.last, last != UInt8(ascii: "/"), !path.utf8.contains(0),
            path != "-"
        else {
            throw Failure(
                .badInput, "file_name_invalid", "\"\(path)\" is no name of a file; name a new one")
        }
        for path in suffixes.map({ path + $0 }) {
            guard !names.contain(path) else {
                throw refusal(path, "is one of the journal's own files, or of the configuration's")
            }
            switch ExistingFile(at: path) {
            case .nothing: continue
            case .ordinary: throw refusal(path, "is there already")
            case .other(let what): throw refusal(path, what)
            case .unknown(let number): throw failure(path, number)
            }
        }
        let directory = NewFile.directory(of: path)
        guard access(directory, W_OK | X_OK) == 0 else { throw failure(path, errno) }
    }

    private static func refusal(_ path: String, _ what: String) -> Failure {
        Failure(
            .badInput, "file_not_replaced",
            "\(path) \(what); nothing was written; a backup needs a new file, and no file beside "
                + "it under the names that end in .head and .checkpoint")
    }

    private static func failure(_ path: String, _ number: Int32) -> Failure {
        Failure(notWriting: path, number)
            ?? refusal(path, "cannot be looked at: \(String(cString: strerror(number)))")
    }
}
