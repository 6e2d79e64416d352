import Foundation
import Trials

/// A directory of the trial's own, on a file system in memory where there is one.
public struct JournalFiles: Sendable {
    /// The name of the database in it.
    public static let database = "journal.db"

    /// The directory's path.
    public let directory: String

    /// Makes an empty directory of this name.
    public init(_ name: String) throws {
        let base = ScratchFolder.base.path(percentEncoded: false)
        directory = "\(base)/payscore-trial-\(getpid())/\(name)"
        try empty()
    }

    /// The database's path.
    public var path: String { directory + "/" + Self.database }

    /// Leaves nothing in the directory: a file that another image left would be taken for ours.
    public func empty() throws {
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
    }

    /// Removes the files in the directory, and leaves it.
    public func removeContents() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
            try FileManager.default.removeItem(atPath: directory + "/" + name)
        }
    }

    /// Lays out files in the directory, and no others.
    public func lay(_ files: [String: [UInt8]]) throws {
        try empty()
        for (name, bytes) in files {
            try Data(bytes).write(to: URL(filePath: directory + "/" + name))
        }
    }

    /// Removes what all directories of this process hold.
    public static func removeAll() throws {
        let files = try JournalFiles("last")
        let parent = URL(filePath: files.directory).deletingLastPathComponent()
        try FileManager.default.removeItem(at: parent)
    }
}
