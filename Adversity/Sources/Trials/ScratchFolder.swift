public import Foundation

/// Where the files of all trials lie.
public enum ScratchFolder {
    /// In memory where that can be; `ADVERSITY_SCRATCH` names another place.
    public static var base: URL {
        let named = ProcessInfo.processInfo.environment["ADVERSITY_SCRATCH"]
        let memory = URL(filePath: named ?? "/dev/shm")
        let files = FileManager.default
        return files.isWritableFile(atPath: memory.path) ? memory : files.temporaryDirectory
    }
}
