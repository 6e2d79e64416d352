import Foundation

/// Input, output and errors of the process, as descriptors.
enum StandardStreams {
    /// Opens `/dev/null` on each of the three that is closed: the next file that is opened would
    /// get its number, and what is printed would go into it.
    static func fill() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }
}
