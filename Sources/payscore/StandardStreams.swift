import Foundation

/// Input, output and errors of the process, as descriptors.
enum StandardStreams {
    /// Makes sure that nothing outside can turn the streams against the process.
    ///
    /// Each of the three that is closed is opened on `/dev/null`: the next file that is opened
    /// would get its number, and what is printed would go into it. Neither a reader that goes
    /// away (SIGPIPE) nor a limit on the size of files (SIGXFSZ) stops a command in the middle of
    /// a call.
    static func secure() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }
}
