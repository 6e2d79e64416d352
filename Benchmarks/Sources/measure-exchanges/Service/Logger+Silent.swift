import Logging

extension Logger {
    /// Where a log goes, and what that takes, is the program's own affair.
    static let silent = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
}
