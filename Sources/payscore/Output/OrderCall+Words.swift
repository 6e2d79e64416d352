import OrderDiagram
import OrderLifecycle

extension OrderCall.Kind {
    /// The call, for a person.
    var word: String { word(in: Language.current.ofDiagrams) }
}
