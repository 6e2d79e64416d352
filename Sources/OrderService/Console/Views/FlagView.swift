import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// A few words that stand out.
struct FlagView {
    let text: String
    let style: String
}
