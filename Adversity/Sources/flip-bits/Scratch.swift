import Foundation

/// A directory in memory that goes away with whoever made it.
final class Scratch: Sendable {
    let path: String

    init() throws {
        let memory = "/dev/shm"
        let root =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        path = "\(root)/flip-bits-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a database, and its log where there is one, over whatever was there.
    func place(_ database: [UInt8], log: [UInt8]? = nil) throws -> String {
        let file = "\(path)/journal.sqlite"
        for ending in ["-wal", "-shm", ".head", ".lock", ""] {
            try? FileManager.default.removeItem(atPath: file + ending)
        }
        try Data(database).write(to: URL(filePath: file))
        if let log { try Data(log).write(to: URL(filePath: file + "-wal")) }
        return file
    }
}
