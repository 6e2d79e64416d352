import ArgumentParser
import Foundation
import OrderEngineJSON
import OrderJournal
import StrictJSON
import Synchronization

/// Where answers and diagnostics go: answers to standard output, everything else to standard
/// error.
final class Output: Sendable {
    let format: OutputFormat
    private let answers: TextStream
    private let diagnostics: TextStream
    private let showsProgress = Mutex(false)
    private let newJournal = Mutex<NewJournal?>(nil)

    init(format: OutputFormat) {
        self.format = format
        answers = TextStream(descriptor: STDOUT_FILENO)
        diagnostics = TextStream(descriptor: STDERR_FILENO)
    }

    /// Whether nobody reads the answers any more, so that a long list may end early.
    var isClosed: Bool { answers.isClosed }

    /// Whether a person sits at both ends.
    static var isInteractive: Bool {
        HandedOver.current?.isInteractive ?? Self.isOnTerminal
    }

    private static var isOnTerminal: Bool {
        isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }

    /// Answers in the form that was asked for.
    func answer(_ json: @autoclosure () -> JSONValue, text: () -> [StyledText]) throws(Failure) {
        switch format {
        case .json: try line(json())
        case .text: try lines(text())
        }
    }

    /// Answers with what the engine said, in the form that was asked for.
    func answer(
        _ form: @autoclosure () -> some AnswerForm, text: () -> [StyledText]
    ) throws(Failure) {
        switch format {
        case .json: try line(form())
        case .text: try lines(text())
        }
    }

    func line(_ form: some AnswerForm) throws(Failure) {
        let text: String
        do throws(AnswerJSONError) { text = try AnswerJSON.text(form) } catch {
            throw Failure(.inputOutput, error.code.rawValue, error.description)
        }
        try answers.write(withNewJournal(text) + "\n")
    }

    func line(_ json: JSONValue) throws(Failure) {
        try answers.write(withNewJournal(json.visible) + "\n")
    }

    func lines(_ lines: [StyledText]) throws(Failure) {
        let told = takeNewJournal().map { ["\($0.words, .caution)"] as [StyledText] } ?? []
        for line in lines + told {
            try answers.write(line.rendered(inColour: answers.isColoured) + "\n")
        }
    }

    /// Has the answer say that the command began a journal.
    func tell(_ new: NewJournal) {
        newJournal.withLock { $0 = new }
    }

    /// Tells of a begun journal that no answer told of.
    func reportNewJournal() {
        guard let new = takeNewJournal() else { return }
        report(["new_journal": new.form], text: "\(new.words, .caution)")
    }

    private func takeNewJournal() -> NewJournal? {
        newJournal.withLock { new in
            defer { new = nil }
            return new
        }
    }

    /// The text of an answer, an object, with a member more if the command began a journal.
    private func withNewJournal(_ text: String) -> String {
        guard let new = takeNewJournal() else { return text }
        return "\(text.dropLast()),\"new_journal\":\(new.form.visible)}"
    }

    /// Writes text that is an answer as it stands.
    func raw(_ text: String) throws(Failure) {
        try answers.write(text)
    }

    /// Asks on the terminal, without ending the line.
    func prompt(_ text: StyledText) throws(Failure) {
        try answers.write(text.rendered(inColour: answers.isColoured))
    }

    /// A line that the person types.
    func readLine() async -> String? {
        guard let handed = HandedOver.current else { return Swift.readLine() }
        return await handed.readLine()
    }

    /// Whether the answers and the diagnostics have colours.
    var isColoured: [Bool] { [answers.isColoured, diagnostics.isColoured] }

    /// Passes on what another process tells beside the answer.
    func relay(_ text: String) {
        clearProgress()
        try? diagnostics.write(text)
    }

    /// Tells something beside the answer.
    func note(_ text: StyledText) {
        clearProgress()
        tell(text.rendered(inColour: diagnostics.isColoured))
    }

    /// Writes a line to the diagnostics.
    ///
    /// They are kept in logs: a permit that was typed in the wrong place is not repeated there.
    private func tell(_ line: String) {
        try? diagnostics.write(PermitMention.hidden(in: line) + "\n")
    }

    /// Tells something that matters beside the answer: an alarm, a failure.
    func report(_ json: JSONValue, text: StyledText) {
        switch format {
        case .json: tell(json.visible)
        case .text: note(text)
        }
    }

    /// Tells by a code of something that may be a mistake; the command goes on.
    func notice(_ code: String, _ message: String, zh chinese: String) {
        report(
            ["notice": ["code": .string(code), "message": .string(message)]],
            text: told(
                "\("notice", .caution) \(code): \(message)",
                zh: "\("提示", .caution) \(code)：\(chinese)"))
    }

    /// Tells that `TZ` names no time zone.
    func tellUnknown(zone: String) {
        let shown = zone.cut(toBytes: 100)
        notice(
            "time_zone_unknown",
            "TZ=\(shown) is no time zone that is known here; times are in UTC. Set a name such as "
                + "Asia/Shanghai, or give --time-zone",
            zh: "TZ=\(shown) 不是已知的时区，时间按 UTC 处理；请设为 Asia/Shanghai 这样的名称，或使用 --time-zone。")
    }

    /// Tells something of the engine's that matters beside the answer.
    func report(_ form: some AnswerForm, text: StyledText) {
        switch format {
        case .json:
            guard let json = try? AnswerJSON.text(form) else { return }
            tell(json)
        case .text: note(text)
        }
    }

    /// Tells why there is no answer; never longer than a screen.
    func report(_ failure: Failure) {
        let shown = failure.cut(toBytes: 2048)
        let lines = shown.problemLines
        guard format == .text, !lines.isEmpty else {
            report(shown.form, text: shown.text)
            return
        }
        for line in lines { note(line) }
    }

    /// Whether a person watches how far long work has come.
    var takesProgress: Bool { diagnostics.isTerminal && format == .text }

    /// Shows how far long work has come, where a person watches; whatever is told next takes its
    /// place.
    func progress(_ text: String, isOver: Bool = false) {
        guard takesProgress else { return }
        clearProgress()
        guard !isOver else { return }
        showsProgress.withLock { $0 = true }
        try? diagnostics.write(text.visible)
    }

    private func clearProgress() {
        let isShown = showsProgress.withLock { isShown in
            defer { isShown = false }
            return isShown
        }
        if isShown { try? diagnostics.write("\r\u{1B}[K") }
    }
}

/// One of the two streams that a command writes.
private final class TextStream: Sendable {
    let isTerminal: Bool
    let isColoured: Bool
    private let descriptor: Int32
    private let closed = Mutex(false)
    /// The command of another process that writes, if it is one's.
    private let handed = HandedOver.current

    init(descriptor: Int32) {
        self.descriptor = descriptor
        if let handed {
            isTerminal = false
            isColoured = handed.isColoured(descriptor)
            return
        }
        isTerminal = isatty(descriptor) == 1
        let environment = ProcessInfo.processInfo.environment
        let wantsNone = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        isColoured = isTerminal && !wantsNone && environment["TERM"] != "dumb"
    }

    var isClosed: Bool { closed.withLock { $0 } }

    /// Writes all of a text.
    ///
    /// A reader that has gone away ends the output, not the command.
    func write(_ text: String) throws(Failure) {
        if let handed { return handed.write(text, to: descriptor) }
        guard !isClosed else { return }
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                offset += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EPIPE:
                closed.withLock { $0 = true }
                return
            default:
                throw Failure(
                    .inputOutput, "output_failed",
                    "the output cannot be written: \(String(cString: strerror(errno)))")
            }
        }
    }
}
