import Foundation
import Trials

/// A directory of the run's own, in memory where that is possible.
final class Place {
    private let directory: URL

    init() throws {
        directory = ScratchFolder.base.appending(path: "race-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
    }

    func path(_ name: String) -> String { directory.appending(path: "\(name).sqlite").path }

    deinit { try? FileManager.default.removeItem(at: directory) }
}
