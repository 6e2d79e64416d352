import Logging
import StrictJSON

/// Writes what a library logs to the diagnostics, a line each.
struct OutputLogHandler: LogHandler {
    let output: Output
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let text = event.message.description
        let style = event.level >= .warning ? Style.caution : .plain
        output.report(
            ["log": .string(text), "level": .string(event.level.rawValue)],
            text: "\(text, style)")
    }
}
