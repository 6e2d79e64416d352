import Foundation

/// The package that these tests belong to, read from disk once.
struct Project: Sendable {
    /// The root folder.
    let root: URL
    /// All text files, by path.
    let files: [ProjectFile]

    /// The package that this file stands in.
    static let current = Project(
        root: URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent())

    /// Reads a package; what a build or a run leaves behind is passed over.
    init(root: URL) {
        self.root = root
        var files: [ProjectFile] = []
        let paths = FileManager.default.enumerator(atPath: root.path(percentEncoded: false))
        while let path = paths?.nextObject() as? String {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if name == ".git" || name.hasPrefix(".build") || name == "Package.resolved" {
                paths?.skipDescendants()
                continue
            }
            if name.contains(".sqlite") { continue }
            let place = root.appending(path: path)
            guard (try? place.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true,
                let bytes = try? Data(contentsOf: place), !bytes.contains(0),
                let text = String(data: bytes, encoding: .utf8)
            else { continue }
            files.append(ProjectFile(path: path, text: text))
        }
        self.files = files.sorted { $0.path < $1.path }
    }

    /// The Swift files under one of these folders.
    func swift(in folders: String...) -> [ProjectFile] {
        files.filter { file in
            file.isSwift && folders.contains { file.path.hasPrefix($0 + "/") }
        }
    }

    /// The Markdown files.
    var pages: [ProjectFile] {
        files.filter { $0.path.hasSuffix(".md") }
    }

    /// Whether there is a file or folder at a path from the root.
    func holds(_ path: String) -> Bool {
        FileManager.default.fileExists(
            atPath: root.appending(path: path).path(percentEncoded: false))
    }
}
