import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import SQLiteJournal

@Suite struct UntrustedTextTests {
    @Test(arguments: ["a\u{0}b", "", "\u{301}a\nb\r\nc"])
    func `no text of a caller's breaks the chain or the journal`(text: String) async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("N-1")
        try await journal.commit(on: .wholeJournal) {
            _ = try $0.append(order.adopted())
            _ = try $0.append(
                RecordDraft(
                    order.subject, .order(.protected), cause: Cause(.import, id: text),
                    caller: order.caller, origin: .sample, at: order.time(1), reason: text))
        }
        try await journal.close()
        let again = try await place.open()
        let last = try #require(try await again.inspect { try $0.lastRecord() })
        #expect(RecordHash.of(last) == last.hash)
        #expect(last.reason != "")
        try await again.close()
    }

    @Test(arguments: [
        "indeterminate ", "indeterminate", "indeterminate  was=", "created risk_fund=", "",
    ])
    func `a state that was altered is none, and stops nothing`(text: String) {
        #expect(StateText.state(text) == nil)
    }
}
