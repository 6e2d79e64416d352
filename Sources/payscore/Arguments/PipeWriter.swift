import Foundation
import WeChatPay

/// The other end of a named pipe.
enum PipeWriter {
    /// Waits until somebody writes to what was opened without blocking, and lets it block again.
    ///
    /// - Parameter patience: For how many milliseconds.
    /// - Returns: What was read meanwhile.
    /// - Throws: ``Failure``, `file_without_writer`.
    static func wait(
        _ descriptor: Int32, _ path: String, patience: Int
    ) throws(Failure) -> [UInt8] {
        let part = try isPipe(descriptor) ? firstPart(descriptor, path, patience) : []
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        return part
    }

    private static func isPipe(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    private static func firstPart(
        _ descriptor: Int32, _ path: String, _ patience: Int
    ) throws(Failure) -> [UInt8] {
        let slice = 20
        for _ in 0...(patience / slice) {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // Something was written, or a writer came and went.
            if poll(&polled, 1, Int32(slice)) > 0 { return [] }
            var byte: UInt8 = 0
            switch read(descriptor, &byte, 1) {
            // The end, for as long as there is no writer.
            case 0: continue
            case 1: return [byte]
            // There is a writer, who has written nothing yet.
            default: return []
            }
        }
        throw Failure(
            .inputOutput, "file_without_writer",
            "\(PathText.shown(path)): is a pipe without a writer for \(patience) ms; start its "
                + "writer, or name a file")
    }
}
