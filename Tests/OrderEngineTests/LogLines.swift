import Logging
import Synchronization

/// The lines that a logger was given, for tests.
final class LogLines: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private let kept = Mutex<[Line]>([])

    var lines: [Line] { kept.withLock { $0 } }

    /// The lines with a message.
    func lines(_ message: String) -> [Line] { lines.filter { $0.message == message } }

    /// A logger that keeps everything here.
    var logger: Logger {
        Logger(label: "test") { _ in Keeper(lines: self) }
    }

    private func keep(_ line: Line) { kept.withLock { $0.append(line) } }

    private struct Keeper: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.keep(
                Line(
                    level: event.level, message: "\(event.message)",
                    metadata: (event.metadata ?? [:]).mapValues { "\($0)" }))
        }
    }
}
