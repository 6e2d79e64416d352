package import Foundation

/// What stands under a name, without following or opening it.
package enum ExistingFile: Hashable, Sendable {
    case nothing
    /// A regular file of one name; with its size in bytes.
    case ordinary(Int64)
    /// Something that may not be written into, and what it is: `is a symbolic link`.
    case other(String)
    /// It cannot be told; with the system's number of the failure.
    case unknown(Int32)

    /// Looks at a name.
    package init(at path: String) {
        var file = stat()
        guard lstat(path, &file) == 0 else {
            self = errno == ENOENT ? .nothing : .unknown(errno)
            return
        }
        self.init(file)
    }

    /// Says what a file is.
    package init(_ file: stat) {
        switch file.st_mode & S_IFMT {
        case S_IFREG where file.st_nlink <= 1: self = .ordinary(Int64(file.st_size))
        case S_IFREG: self = .other("has \(file.st_nlink) hard links")
        case S_IFLNK: self = .other("is a symbolic link")
        case S_IFDIR: self = .other("is a directory")
        case S_IFIFO: self = .other("is a FIFO")
        case S_IFSOCK: self = .other("is a socket")
        default: self = .other("is a device")
        }
    }
}
