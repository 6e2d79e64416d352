import OrderLifecycle
import Testing

@testable import OrderJournal

struct NotificationDetailsTests {
    private static func record(
        _ subject: Subject, _ content: RecordContent, detail: String? = nil
    ) -> JournalRecord {
        let draft = Sample.draft(subject, content)
        let record = draft.record(
            sequence: 2, revision: 2, at: draft.at, before: nil, after: nil, previous: .zero)
        guard let detail else { return record }
        return JournalRecord(
            sequence: 2, subject: subject, revision: 2, at: record.at, providerAt: nil,
            event: record.event, phaseBefore: nil, phaseAfter: nil, cause: record.cause,
            caller: record.caller, origin: record.origin, reason: nil, rules: nil,
            detail: Detail(text: detail), evidence: nil, previous: .zero, hash: .zero)
    }

    @Test func `a notification is read back as its subject's`() throws {
        let ofJournal = RecordContent.journal(.notified(Sample.notification))
        let ofOrder = RecordContent.order(.notified(Sample.notification))
        #expect(try Self.record(.journal, ofJournal).content == ofJournal)
        #expect(try Self.record(.order(Sample.number), ofOrder).content == ofOrder)
        #expect(ofJournal.notification == Sample.notification)
        #expect(ofOrder.notification == Sample.notification)
        #expect(RecordContent.order(.protected).notification == nil)
    }

    /// The index by which it is found is over this line.
    @Test func `its name is the first line`() {
        let line = Self.record(.journal, .journal(.notified(Sample.notification))).detail?.text
            .split(separator: "\n").first
        #expect(line == "notification=fe1c7a3c-notice-1")
    }

    @Test(arguments: [
        ("notification=\u{E9}", "notification"), ("notification=", "notification"),
        ("type=T", "notification"), ("notification=n1\ntype=a b", "type"),
        ("notification=n1\ntype=T\ncontent=00", "content"),
    ])
    func `what has no meaning is unreadable`(detail: String, member: String) {
        let record = Self.record(
            .order(Sample.number), .order(.notified(Sample.notification)), detail: detail)
        #expect(throws: UnreadableRecord(sequence: 2, member: member)) { try record.content }
    }
}
