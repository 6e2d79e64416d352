import ArgumentParser
import Foundation

extension Language: ExpressibleByArgument {
    /// As `--lang` says, else the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, else
    /// English; always English beside JSON, which is the same for everybody.
    static func chosen(by given: GivenArguments, _ environment: [String: String]) -> Language {
        given.wantsJSON ? .english : ofText(given, environment)
    }

    /// The language of text, whether text is wanted or not.
    static func ofText(_ given: GivenArguments, _ environment: [String: String]) -> Language {
        if let named = given.value(of: "--lang").flatMap(Language.init) { return named }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale?.lowercased().hasPrefix("zh") == true ? .chinese : .english
    }
}

extension Audience {
    /// The person at this process: help is written before the command line is parsed.
    static var ofCommandLine: Audience {
        let given = GivenArguments(Array(CommandLine.arguments.dropFirst()))
        let environment = ProcessInfo.processInfo.environment
        let language = Language.chosen(by: given, environment)
        return Audience(language, zone: ShownZone.chosen(by: given, environment, language))
    }
}
