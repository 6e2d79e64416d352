import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// The texts of states, read back.
struct StateTextTests {
    @Test func `every state is read back as it was written`() {
        var states = RecordContentTests.phases.map { OrderState.known($0) }
        for why in IndeterminateReason.allCases {
            states.append(.indeterminate(why, last: nil))
            states += RecordContentTests.phases.map { .indeterminate(why, last: $0) }
        }
        for state in states {
            let text = StateText.text(state)
            #expect(StateText.state(text) == state)
            #expect(StateText.state(text + " ") == nil)
            // A journal finds orders by this word.
            #expect(text.prefix { $0 != " " } == state.code)
        }
        #expect(Set(states.map { StateText.text($0) }).count == states.count)
    }

    @Test(
        arguments: [
            "", " ", "indeterminate", "indeterminate ", "indeterminate  ", "indeterminate why",
            "indeterminate why=x",
            "indeterminate why=never_seen was=", "indeterminate why=never_seen was=x",
            "created "
                + "risk_fund",
            "created risk_fund=", "created risk_fund=-1", "created risk_fund=1 risk_fund=2",
            "created paid=1", "in_service due=1", "awaiting_payment", "awaiting_payment due=1",
            "awaiting_payment paid=0 due=1", "awaiting_payment due=1 paid=0 x=1", "done due=1",
            "revoked x", "expired 1", "Created", "\0", "done paid=\u{661}",
        ])
    func `what is no state is none`(text: String) {
        #expect(StateText.state(text) == nil)
        #expect(StateText.phase(text) == nil)
    }
}
