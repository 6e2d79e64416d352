import Foundation

/// The command line as it was given, before it is parsed.
struct GivenArguments {
    private static let global = ["--database", "--config", "--output", "--actor"]

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
    private var options: [String] {
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
    var wantsJSON: Bool {
        for (index, word) in words.enumerated() where word != "--" {
            if word == "--output=json" { return true }
            if word == "--output", words.dropFirst(index + 1).first == "json" { return true }
        }
        return false
    }

    /// The arguments with the global options that stand before the command moved behind it.
    var withGlobalOptionsLast: [String] {
        var moved: [String] = []
        var index = 0
        while index < words.count, words[index].hasPrefix("--") {
            let name = String(words[index].prefix { $0 != "=" })
            guard Self.global.contains(name) else { return words }
            let width = words[index].contains("=") ? 1 : 2
            moved += words[index...].prefix(width)
            index += width
        }
        guard index < words.count, !moved.isEmpty else { return words }
        let rest = words[index...]
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + moved + Array(rest[end...])
    }
}
