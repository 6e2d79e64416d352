import ArgumentParser
import OrderEngineJSON

@testable import payscore

/// Whatever is typed, it is parsed or refused, and a terminal has nothing in the refusal to obey.
///
/// One line is one argument.
enum CommandLineInput {
    static func check(
        _ bytes: [UInt8], moving: (GivenArguments) -> [String] = \.withGlobalOptionsLast
    ) throws(Violation) {
        let words = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .compactMap { String(validating: $0, as: UTF8.self) }
            .filter { !$0.utf8.contains(0) }
        let given = GivenArguments(words)
        let moved = moving(given)
        try demand(moved.sorted() == words.sorted(), "moving options loses none: \(moved)")
        if let option = given.repeatedOption {
            try demand(words.count { $0.hasPrefix(option) } > 1, "\(option) is repeated")
        }
        _ = given.wantsJSON
        do {
            _ = try Payscore.parseAsRoot(moved)
        } catch {
            let isAnswer = Payscore.exitCode(for: error).isSuccess
            let message = Payscore.fullMessage(for: error)
            // A script for a shell is an answer of many lines, none of them from what was typed.
            guard !isAnswer else {
                return try demand(!message.contains("\u{1B}"), "help has nothing from outside")
            }
            for line in message.cut(toBytes: 3072).split(separator: "\n") {
                try TerminalTextInput.checkHarmless(StyledText(String(line)), "a refusal")
            }
            let failure = Failure(.usage, "usage", Payscore.message(for: error))
            guard let json = try? AnswerJSON.text(failure.form) else {
                throw Violation(description: "a refusal cannot be written as JSON")
            }
            try TerminalTextInput.checkHarmless(json, "a refusal as JSON")
        }
    }
}
