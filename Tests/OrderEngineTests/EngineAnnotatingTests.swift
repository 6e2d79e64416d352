import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A named person explains or disputes a record, or has seen to its alarm; the record stands.
@Suite struct EngineAnnotatingTests {
    /// An order that was revoked elsewhere, which raised an alarm, and the revision of that record.
    private static func revokedElsewhere() async throws -> (EngineBench, Engine, Int64) {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(bench.order, as: .revokedOrder)
        let revision = try await engine.query(bench.order, caller: bench.caller).order.revision
        #expect(bench.alarms.codes == ["revoked_outside"])
        return (bench, engine, revision)
    }

    private static let reason = "在商户平台由李敏撤销"

    @Test func `a note stands beside the record, with a name and words`() async throws {
        let (bench, engine, revision) = try await Self.revokedElsewhere()
        let before = try await bench.projection()
        for stance in NoteDetails.Stance.allCases {
            try await engine.note(
                NoteDetails(about: revision, stance), on: bench.order,
                reason: OperatorReason(Self.reason), caller: bench.caller)
        }
        let notes = try await bench.records().suffix(2)
        #expect(
            try notes.map { try $0.content } == [
                .order(.noted(NoteDetails(about: revision, .explains))),
                .order(.noted(NoteDetails(about: revision, .disputes))),
            ])
        #expect(notes.allSatisfy { $0.reason == Self.reason && $0.caller == bench.caller })
        let after = try await bench.projection()
        #expect(after.state == before.state)
        #expect(after.stateRevision == before.stateRevision)
        #expect(bench.alarms.codes == ["revoked_outside"])
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `an alarm is acknowledged where a record raised one`() async throws {
        let (bench, engine, revision) = try await Self.revokedElsewhere()
        try await engine.acknowledgeAlarm(
            raisedBy: revision, of: bench.order, reason: OperatorReason(Self.reason),
            caller: bench.caller)
        #expect(
            try await bench.records().last?.content
                == .order(.alarmAcknowledged(raisedBy: revision)))
        // The first record of the order raised none.
        await #expect(throws: EngineError.recordUnknown(bench.order, revision: 1)) {
            try await engine.acknowledgeAlarm(
                raisedBy: 1, of: bench.order, reason: OperatorReason(Self.reason),
                caller: bench.caller)
        }
    }

    @Test(arguments: [Int64.min, -1, 0, 100, .max])
    func `there is nothing to say of a record that is not there`(revision: Int64) async throws {
        let (bench, engine, _) = try await Self.revokedElsewhere()
        let count = try await bench.records().count
        await #expect(throws: EngineError.recordUnknown(bench.order, revision: revision)) {
            try await engine.note(
                NoteDetails(about: revision, .explains), on: bench.order,
                reason: OperatorReason(Self.reason), caller: bench.caller)
        }
        let stranger = try OutOrderNumber("NOBODY")
        await #expect(throws: EngineError.orderUnknown(stranger)) {
            try await engine.note(
                NoteDetails(about: 1, .explains), on: stranger,
                reason: OperatorReason(Self.reason), caller: bench.caller)
        }
        #expect(try await bench.records().count == count)
    }
}
