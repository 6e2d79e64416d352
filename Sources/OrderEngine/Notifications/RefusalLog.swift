import Synchronization

/// Which refusals of notifications have been written to the log lately.
///
/// Anybody can send a notification that is not believed. Of each kind of refusal there is one line
/// a minute, and the metric counts them all.
final class RefusalLog: Sendable {
    /// The least time between two lines of one kind.
    static let pause: Duration = .seconds(60)

    private let written = Mutex<[String: Duration]>([:])

    /// Whether a line is written now.
    ///
    /// - Parameter uptime: A clock that is never set.
    func mayWrite(_ code: String, at uptime: Duration) -> Bool {
        written.withLock { written in
            if let last = written[code], uptime - last < Self.pause { return false }
            written[code] = uptime
            return true
        }
    }
}
