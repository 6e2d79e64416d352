import Foundation

/// Where a measurement keeps its files, and which it removes when it is over.
struct Scratch {
    /// On the disk that is measured.
    let disk: URL
    /// In memory where the system has such a place, so that it costs the disk nothing.
    let memory: URL

    init(in directory: URL) throws {
        let name = "measure-exchanges-\(UUID().uuidString)"
        disk = directory.appending(path: name)
        let shared = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
        let hasMemory = FileManager.default.isWritableFile(atPath: shared.path)
        memory = (hasMemory ? shared : disk).appending(path: "\(name)-imitation")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: disk)
        try? FileManager.default.removeItem(at: memory)
    }
}
