import Logging
import StrictJSON

/// Writes what the service logs to the diagnostics: a line each, with its members.
struct ServiceLogHandler: LogHandler {
    let output: Output
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    /// The service's logger.
    static func logger(_ output: Output) -> Logger {
        Logger(label: "payscore.service") { _ in ServiceLogHandler(output: output) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let members = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let text = event.message.description
        let json: [JSONValue.Member] =
            [
                JSONValue.Member("log", .string(text)),
                JSONValue.Member("level", .string(event.level.rawValue)),
            ] + members.map { JSONValue.Member($0.key, .string($0.value.description)) }
        let style = event.level >= .warning ? Style.caution : .plain
        let words = [text] + members.map { "\($0.key)=\($0.value)" }
        output.report(.object(json), text: StyledText(words.joined(separator: " "), style))
    }
}
