import Foundation

/// What a journal's files held at one moment.
struct JournalCopy: Hashable, Sendable {
    /// The database.
    var database: [UInt8]
    /// The write-ahead log, where there was one.
    var log: [UInt8]?
    /// The head file, where there was one.
    var head: [UInt8]?

    /// Reads the files of a journal.
    init(at path: String) throws {
        database = try Self.bytes(path) ?? []
        log = try Self.bytes(path + "-wal")
        head = try Self.bytes(path + ".head")
    }

    /// Puts these files in the place of those that are there.
    func write(to path: String) throws {
        try Self.put(nil, at: path + "-shm")
        try Self.put(database, at: path)
        try Self.put(log, at: path + "-wal")
        try Self.put(head, at: path + ".head")
    }

    /// Puts bytes in the place of a file, or removes it.
    static func put(_ bytes: [UInt8]?, at path: String) throws {
        if let bytes {
            try Data(bytes).write(to: URL(filePath: path))
        } else if FileManager.default.fileExists(atPath: path) {
            try FileManager.default.removeItem(atPath: path)
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
}
