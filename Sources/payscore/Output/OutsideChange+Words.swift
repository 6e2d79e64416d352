import OrderDiagram
import OrderLifecycle

extension OutsideChange {
    /// The change and what was lost by it, in a few words.
    var words: String { words(in: Language.current.ofDiagrams) }

    /// What was lost by it, in a few words.
    var lossInWords: String { lossInWords(in: Language.current.ofDiagrams) }
}
