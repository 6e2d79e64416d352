import Foundation
import OrderLifecycle

/// The command line as it was given, before it is parsed.
struct GivenArguments {
    static let global = [
        "--database", "--config", "--output", "--actor", "--wait", "--lang", "--time-zone",
    ]

    /// The arguments, without the program's name.
    let words: [String]

    init(_ words: [String]) {
        self.words = words
    }

    /// Takes the arguments of this process.
    ///
    /// - Throws: ``Failure`` if one is not UTF-8: it would be repaired in silence, and something
    ///   else sent than was typed.
    static func ofProcess() throws(Failure) -> GivenArguments {
        var words: [String] = []
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let bytes = CommandLine.unsafeArgv[index] else { break }
            let buffer = UnsafeRawBufferPointer(start: bytes, count: strlen(bytes))
            guard let word = String(validating: buffer, as: UTF8.self) else {
                throw Failure(
                    .badInput, "argument_not_utf8", "argument \(index) is not valid UTF-8")
            }
            words.append(word)
        }
        return GivenArguments(words)
    }

    /// The options, up to a `--`.
    var options: [String] {
        words.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
            .map { String($0.prefix { $0 != "=" }) }
    }

    /// The first option that is given more than once; the last would win in silence.
    var repeatedOption: String? {
        var seen: Set<String> = []
        return options.first { !seen.insert($0).inserted }
    }

    /// Whether the answer is wanted for a program, as far as that can be told of a command line
    /// that is not understood.
    var wantsJSON: Bool { value(of: "--output") == "json" }

    /// The value of an option, as far as that can be told of a command line that is not parsed.
    func value(of option: String) -> String? {
        let options = words.prefix { $0 != "--" }
        if let index = options.lastIndex(of: option) { return words.dropFirst(index + 1).first }
        return options.last { $0.hasPrefix(option + "=") }
            .map { String($0.dropFirst(option.count + 1)) }
    }

    /// The arguments with the global options that stand before the command, or before that of a
    /// group, moved behind it; those of what only explains commands are left out.
    var withGlobalOptionsLast: [String] {
        var (moved, rest) = Self.leadingOptions(words[...])
        guard let command = rest.first else { return words }
        if command == "help" { return Self.withoutGlobalOptions(rest) }
        if CommandNames.all.groups.contains(command) {
            let (inner, after) = Self.leadingOptions(rest.dropFirst())
            if after.isEmpty { return [command] }
            (moved, rest) = (moved + inner, [command] + after)
        }
        guard !moved.isEmpty else { return words }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + moved + Array(rest[end...])
    }

    private static func withoutGlobalOptions(_ words: ArraySlice<String>) -> [String] {
        var kept: [String] = []
        var rest = words
        while let word = rest.popFirst() {
            kept.append(word)
            rest = leadingOptions(rest).rest
        }
        return kept
    }

    /// Whether there is more than global options.
    var hasCommand: Bool { !Self.leadingOptions(words[...]).rest.isEmpty }

    /// The global options that stand at the beginning, with their values, and what follows them.
    private static func leadingOptions(
        _ words: ArraySlice<String>
    ) -> (options: [String], rest: ArraySlice<String>) {
        var rest = words
        while let word = rest.first, global.contains(String(word.prefix { $0 != "=" })) {
            rest = rest.dropFirst(word.contains("=") ? 1 : 2)
        }
        return (Array(words[..<rest.startIndex]), rest)
    }

    /// A word that is an order's number and was taken for an option, as far as that can be told.
    var numberTakenForOption: String? {
        words.prefix { $0 != "--" }.first {
            $0.hasPrefix("-") && !$0.hasPrefix("--") && $0 != "-h" && $0 != "-"
                && (try? OutOrderNumber($0)) != nil
        }
    }
}
