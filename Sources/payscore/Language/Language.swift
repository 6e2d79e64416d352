import ArgumentParser
import Foundation
import OrderDiagram

/// The language in which a person is told something; what programs read is the same in each.
enum Language: String, Hashable, Sendable, CaseIterable, ExpressibleByArgument {
    case english = "en"
    case chinese = "zh"

    /// The same language, for what diagrams say.
    var ofDiagrams: DiagramLanguage {
        switch self {
        case .english: .english
        case .chinese: .chinese
        }
    }

    /// The language of whoever is told something: of another process whose command is run here, or
    /// of this one.
    static var current: Language { HandedOver.current?.language ?? ofProcess }

    /// The language of this process; help is written before the command line is parsed.
    private static let ofProcess = chosen(
        by: GivenArguments(Array(CommandLine.arguments.dropFirst())),
        ProcessInfo.processInfo.environment)

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

/// Chooses what a person is told in their language.
func told<Text>(_ english: @autoclosure () -> Text, zh chinese: @autoclosure () -> Text) -> Text {
    switch Language.current {
    case .english: english()
    case .chinese: chinese()
    }
}
