import Foundation

/// Which file a name, or a descriptor, stands for.
package struct FileIdentity: Equatable, Sendable {
    private let device: UInt64
    private let number: UInt64

    /// The file under a name; a link's own.
    package init?(_ path: String) {
        var file = stat()
        guard lstat(path, &file) == 0 else { return nil }
        self.init(file)
    }

    /// The file that is open.
    package init?(descriptor: Int32) {
        var file = stat()
        guard fstat(descriptor, &file) == 0 else { return nil }
        self.init(file)
    }

    private init(_ file: stat) {
        device = UInt64(file.st_dev)
        number = UInt64(file.st_ino)
    }
}
