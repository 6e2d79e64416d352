import Foundation
import Synchronization

/// What this process read of the files that its arguments name, to be handed over with them.
enum FilesRead {
    private static let files = Mutex<[String: Data]>([:])

    /// Reads a file, or takes it from the process that handed the command over.
    static func read(
        _ path: String, _ body: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        if let handed = HandedOver.current { return try handed.file(path) }
        let bytes = try body()
        files.withLock { $0[path] = Data(bytes) }
        return bytes
    }

    /// All that was read, by the names that the arguments have.
    static var all: [String: Data] { files.withLock { $0 } }
}
