import Synchronization

/// Whether the platform certificates are asked for because something came that was signed with an
/// unknown key.
///
/// Anybody can send that, so they are asked for once a minute at most.
final class CertificateDemand: Sendable {
    /// The least time between two downloads.
    static let pause: Duration = .seconds(60)

    private let last = Mutex<Duration?>(nil)

    /// Whether they are asked for now.
    ///
    /// - Parameter uptime: A clock that is never set.
    func mayAsk(at uptime: Duration) -> Bool {
        last.withLock { last in
            if let last, uptime - last < Self.pause { return false }
            last = uptime
            return true
        }
    }
}
