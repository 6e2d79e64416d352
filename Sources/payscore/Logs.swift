import Logging

/// The logs of the libraries, which would only stand in the way of the answers.
enum Logs {
    /// Keeps the libraries quiet; alarms and failures are reported by the commands.
    static func silence() {
        LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
    }
}
