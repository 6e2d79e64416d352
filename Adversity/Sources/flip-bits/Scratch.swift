import Foundation
import Trials

/// A directory in memory that goes away with whoever made it.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = ScratchFolder.base.appending(path: "flip-bits-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Lays the files of a journal where nothing is left of an earlier one.
    func place(_ copy: JournalCopy) throws -> String {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
        let file = "\(path)/journal.sqlite"
        try copy.write(to: file)
        return file
    }
}
