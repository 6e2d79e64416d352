import Foundation

/// A directory that is gone when nobody holds it any more.
final class TemporaryDirectory: Sendable {
    let url: URL

    convenience init() throws {
        try self.init(
            at: FileManager.default.temporaryDirectory
                .appendingPathComponent("payscore-tests-\(UUID().uuidString)", isDirectory: true))
    }

    /// Makes one under a name.
    init(at url: URL) throws {
        self.url = url
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Makes an empty file to write into.
    func file(_ name: String) throws -> (url: URL, handle: FileHandle) {
        let file = url.appendingPathComponent(name)
        try Data().write(to: file)
        return (file, try FileHandle(forWritingTo: file))
    }

    /// Writes a file.
    @discardableResult
    func write(_ text: String, to name: String, mode: Int = 0o644) throws -> String {
        let file = url.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: file.path)
        return file.path
    }
}
