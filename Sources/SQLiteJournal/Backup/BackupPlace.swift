import Foundation
import OrderJournal

/// Where a backup's files will be, and that nothing stands there.
struct BackupPlace: Sendable {
    /// The absolute path of the copy.
    let path: String

    /// The ends of all names that a journal at this path would use, and of the backup's own.
    private static let suffixes = ["", ".head", ".checkpoint", "-wal", "-shm", "-journal"]
    /// The ends of the names that the journal's own files have.
    private static let ofJournal = ["", "-wal", "-shm", "-journal", ".lock", ".head"]

    var headPath: String { Self.headPath(of: path) }
    var checkpointPath: String { Self.checkpointPath(of: path) }
    var directory: String { NewFile.directory(of: path) }

    /// - Parameter journal: The path of the journal that is backed up.
    init(_ path: String, of journal: String) throws(JournalError) {
        self.path = try FilePlace(path).path
        guard !path.hasSuffix("/") else {
            throw JournalError(.cannotOpen, "\(path): is no name of a file")
        }
        let (own, name) = (Self.name(of: journal), Self.name(of: path))
        guard FileIdentity(directory) != FileIdentity(NewFile.directory(of: journal)) else {
            let isOwn =
                Self.ofJournal.contains { name == own + $0 }
                || name.hasPrefix("\(own).head.before-epoch-")
            guard !isOwn else {
                throw JournalError(
                    .cannotOpen, "\(path) is one of the journal's own files; name another file")
            }
            return
        }
    }

    static func headPath(of path: String) -> String { path + ".head" }
    static func checkpointPath(of path: String) -> String { path + ".checkpoint" }

    /// Makes sure that the backup takes nothing's place, and that SQLite will find nothing beside
    /// it: a log that lies there would be written into the copy.
    func checkNothingStandsThere() throws(JournalError) {
        for suffix in Self.suffixes {
            switch ExistingFile(at: path + suffix) {
            case .nothing: continue
            case .unknown(let number):
                throw JournalError(.cannotOpen, "\(path)\(suffix): \(NewFileFailure(number).text)")
            case .ordinary, .other:
                throw JournalError(
                    .cannotOpen,
                    "\(path)\(suffix) is there already, and a backup replaces nothing; name a new "
                        + "file, or move away what an earlier backup left")
            }
        }
    }

    /// Writes the head file and the newest checkpoint, and then gives the copy its name: what a
    /// stopped backup leaves is no copy without its head.
    func finish(_ draft: BackupDraft, with slot: HeadSlot) throws(JournalError) {
        var made: [String] = []
        do throws(JournalError) {
            _ = try HeadFile.create(at: headPath, with: slot)
            made.append(headPath)
            if let checkpoint = slot.head.checkpoint {
                try Creation.make(Array(checkpoint.note.utf8), at: checkpointPath)
                made.append(checkpointPath)
            }
            try draft.name(as: path)
        } catch {
            for path in made { unlink(path) }
            throw error
        }
    }

    private static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
