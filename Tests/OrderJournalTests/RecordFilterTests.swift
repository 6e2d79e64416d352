import OrderLifecycle
import Testing

@testable import OrderJournal

/// Which records a filter wants; the journals' own queries are compared with this in the
/// conformance suite.
struct RecordFilterTests {
    private static func record(at milliseconds: Int64 = 10) throws -> JournalRecord {
        JournalRecord(
            sequence: 1, subject: .order(try OutOrderNumber("A-1")), revision: 1,
            at: Timestamp(clamping: milliseconds), providerAt: nil, event: "decided",
            phaseBefore: "none", phaseAfter: nil, cause: Cause(.call),
            caller: Caller(actor: try ActorName("Clerk-1"), channel: try CallerChannel("test")),
            origin: ProcessOrigin(host: "h", systemUser: "u"), reason: nil, rules: nil,
            detail: Detail(["call": "cancel", "note": "call=modify"]), evidence: nil,
            previous: .zero, hash: .zero)
    }

    @Test(arguments: [
        (RecordFilter.all, true),
        (RecordFilter(from: Timestamp(clamping: 10)), true),
        (RecordFilter(from: Timestamp(clamping: 11)), false),
        (RecordFilter(before: Timestamp(clamping: 10)), false),
        (RecordFilter(before: Timestamp(clamping: 11)), true),
        (RecordFilter(call: .cancel), true), (RecordFilter(call: .modify), false),
        (RecordFilter(event: "decided"), true), (RecordFilter(event: "decide"), false),
        (RecordFilter(call: .cancel, event: "revoked"), false),
    ])
    func `a record must fulfil all that is set`(filter: RecordFilter, matches: Bool) throws {
        #expect(filter.matches(try Self.record()) == matches)
    }

    @Test func `capitals make no other actor`() throws {
        let record = try Self.record()
        #expect(RecordFilter(actor: try ActorName("clerk-1")).matches(record))
        #expect(!RecordFilter(actor: try ActorName("clerk-2")).matches(record))
    }
}
