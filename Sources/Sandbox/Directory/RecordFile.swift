import Foundation

/// An append-only file of JSON lines; a line is on the disk before ``append(_:)`` returns.
///
/// A line that was being written when the process ended is torn: its request was never answered, so
/// it is dropped.
final class RecordFile {
    private let file: URL
    private let descriptor: Int32
    private var length: off_t
    /// Set once half a line could not be taken back: nothing may follow it.
    private var isBroken = false

    /// Opens the file, drops a torn last line and hands each whole line to `replay`.
    init(
        _ file: URL, replay: (_ line: Data, _ number: Int) throws(SandboxError) -> Void
    ) throws(SandboxError) {
        let content = try DurableFile.content(of: file)
        let descriptor = try DurableFile.opened(
            file, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
        self.file = file
        self.descriptor = descriptor
        length = 0
        if content == nil {
            try DurableFile.synchronize(directory: file.deletingLastPathComponent())
        }
        let lines = content ?? []
        var start = 0
        var number = 0
        while let end = lines[start...].firstIndex(of: 0x0A) {
            number += 1
            try replay(Data(lines[start..<end]), number)
            start = end + 1
        }
        // Only what could be the beginning of a line is taken for one that was torn.
        guard start == lines.count || lines[start] == UInt8(ascii: "{") else {
            throw .fileDamaged(path: file.path, line: number + 1)
        }
        length = off_t(start)
        guard ftruncate(descriptor, length) == 0 else {
            throw .fileUnusable(path: file.path, cause: DurableFile.lastCause())
        }
    }

    deinit { close(descriptor) }

    /// Appends one line and forces it to the disk.
    ///
    /// - Throws: ``SandboxError/fileUnusable(path:cause:)``; then the file is as it was before.
    func append(_ line: [UInt8]) throws(SandboxError) {
        guard !isBroken else {
            throw .fileUnusable(path: file.path, cause: "an earlier write failed half-way")
        }
        let bytes = line + [0x0A]
        guard DurableFile.writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else {
            let cause = DurableFile.lastCause()
            isBroken = ftruncate(descriptor, length) != 0
            throw .fileUnusable(path: file.path, cause: cause)
        }
        length += off_t(bytes.count)
    }
}
