/// Why a sandbox did not start.
public enum SandboxError: Error, Sendable, Equatable {
    /// The control interface may be reached from this machine only; `host` is not a loopback
    /// address.
    case hostNotLoopback(host: String)
    /// The port is not one of 0 to 65535.
    case portOutOfRange(port: Int)
    /// Notifications are sent on this machine only; `url` is not a loopback address.
    case receiverNotLoopback(url: String)
    /// The speed of notifications is not one of 1 to 1,000,000.
    case speedOutOfRange(speed: Int)
    /// The address could not be listened on; most often another program does.
    case addressUnavailable(host: String, port: Int, cause: String)
    /// Another sandbox runs on this directory.
    case directoryInUse(path: String)
    /// The directory holds a file of this name that no sandbox made; it is left alone.
    case directoryTaken(path: String, file: String)
    /// A file of the sandbox could not be read or written.
    case fileUnusable(path: String, cause: String)
    /// A file of the sandbox does not hold what a sandbox writes; for the order file, with the
    /// first bad line.
    case fileDamaged(path: String, line: Int?)
    /// Keys could not be made, or the stored ones could not be read.
    case keysUnusable(cause: String)

    /// A name for the failure that does not change between releases.
    public var code: String {
        switch self {
        case .hostNotLoopback: "host_not_loopback"
        case .portOutOfRange: "port_out_of_range"
        case .receiverNotLoopback: "receiver_not_loopback"
        case .speedOutOfRange: "speed_out_of_range"
        case .addressUnavailable: "address_unavailable"
        case .directoryInUse: "directory_in_use"
        case .directoryTaken: "directory_taken"
        case .fileUnusable: "file_unusable"
        case .fileDamaged: "file_damaged"
        case .keysUnusable: "keys_unusable"
        }
    }
}

extension SandboxError: CustomStringConvertible {
    /// What went wrong and what to do about it, in one or two sentences.
    public var description: String {
        switch self {
        case .hostNotLoopback(let host):
            "\(host) is not a loopback address. Use 127.0.0.1 or ::1."
        case .portOutOfRange(let port):
            "\(port) is not a port. Use 1 to 65535, or 0 to have one picked."
        case .receiverNotLoopback(let url):
            "\(url) is not an address on this machine. Use http://127.0.0.1:PORT/PATH."
        case .speedOutOfRange(let speed):
            "\(speed) is not a speed. Use 1, which is WeChat's own, to 1000000."
        case .addressUnavailable(let host, let port, let cause):
            "Cannot listen on \(host), port \(port): \(cause). Use 0 to have a free one picked."
        case .directoryInUse(let path):
            "Another sandbox runs on \(path). Stop it, or use another directory."
        case .directoryTaken(let path, let file):
            "\(path) holds a \(file) that no sandbox made. Use another directory."
        case .fileUnusable(let path, let cause):
            "Cannot use \(path): \(cause)."
        case .fileDamaged(let path, let line):
            "\(path) is damaged\(line.map { " at line \($0)" } ?? ""). "
                + "Restore it, or use another directory."
        case .keysUnusable(let cause):
            "The sandbox's keys cannot be used: \(cause). Use another directory."
        }
    }
}
