import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// One fact: a name, and a text or a moment.
struct FactView {
    let name: String
    let value: String?
    let moment: MomentView?

    init?(_ name: String, _ value: String?) {
        guard let value else { return nil }
        (self.name, self.value, moment) = (name, value, nil)
    }

    init?(_ name: String, at time: Timestamp?) {
        guard let time else { return nil }
        (self.name, value, moment) = (name, nil, MomentView(time))
    }
}
