/// The language of what a diagram says to a person.
package enum DiagramLanguage: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"

    /// Chooses what a person is told in the language.
    func told<Text>(
        _ english: @autoclosure () -> Text, zh chinese: @autoclosure () -> Text
    ) -> Text {
        switch self {
        case .english: english()
        case .chinese: chinese()
        }
    }
}
