import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// A moment, in the person's zone and in UTC.
struct MomentView {
    let iso: String
    let shown: String

    init(_ time: Timestamp) {
        iso = time.description
        shown = time.shown
    }
}
