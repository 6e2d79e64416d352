/// The language in which a person is told something; what programs read is the same in each.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"

    /// That of the person who is told something now.
    package static var current: Language { Audience.current.language }
}

/// Chooses what a person is told in their language.
package func told<Text>(
    _ english: @autoclosure () -> Text, zh chinese: @autoclosure () -> Text
) -> Text {
    switch Language.current {
    case .english: english()
    case .chinese: chinese()
    }
}
