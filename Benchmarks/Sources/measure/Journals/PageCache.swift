import Foundation

/// What the system keeps in memory of large files.
///
/// Where a file and its copies do not fit together, what was copied first is read from the disk
/// again, and what was copied last is not; the two could not be compared.
enum PageCache {
    private static let chunk = 1 << 20

    /// Lets the system forget a file.
    static func forget(_ path: String) throws {
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.synchronize()
        _ = posix_fadvise(file.fileDescriptor, 0, 0, POSIX_FADV_DONTNEED)
        try file.close()
    }

    /// Reads files by turns, so that of each the same share is kept.
    static func fill(with paths: [String]) throws {
        var files = try paths.map { try FileHandle(forReadingFrom: URL(filePath: $0)) }
        while !files.isEmpty {
            files = try files.filter { file in
                if try file.read(upToCount: chunk)?.isEmpty == false { return true }
                try file.close()
                return false
            }
        }
    }
}
