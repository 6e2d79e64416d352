import OrderDiagram
import OrderLifecycle

extension AttemptedCall.Kind {
    /// The call, for a person.
    var word: String { word(in: Language.current.ofDiagrams) }
}
