import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What an append refuses.
struct AppendPlanTests {
    private static func conflict(
        _ prepare: @escaping @Sendable (any JournalTransaction) throws -> Void,
        then draft: RecordDraft
    ) async throws -> JournalErrorCode? {
        let journal = InMemoryJournal.begun()
        do {
            try await journal.commit(on: .wholeJournal) { writer in
                try writer.append(
                    Sample.draft(
                        .order(Sample.number), .order(.happened(.adopted(.created(riskFund: nil)))))
                )
                try prepare(writer)
            }
            _ = try await journal.commit(on: .wholeJournal) { try $0.append(draft) }
            return nil
        } catch let error as JournalError {
            #expect(journal.tamper { $0.records.count } > 0)
            return error.code
        }
    }

    private static func permit(_ order: OutOrderNumber = Sample.number) -> RecordContent {
        .order(
            .permitIssued(
                PermitDetails(
                    digest: Sample.digest,
                    terms: Sample.permit(
                        of: order, revision: 1, loss: Sample.loss(1), expiresAt: Sample.at(1)))))
    }

    private static let subject = Subject.order(Sample.number)

    @Test func `an order has one open attempt`() async throws {
        let second = Sample.draft(Self.subject, .attempt(.intended(Sample.intent("att_2"))))
        #expect(
            try await Self.conflict(
                {
                    try $0.append(
                        Sample.draft(Self.subject, .attempt(.intended(Sample.intent("att_1")))))
                }, then: second) == .conflict)
        #expect(try await Self.conflict({ _ in }, then: second) == nil)
    }

    @Test(arguments: [Subject.journal, subject])
    func `a notification is recorded once, whatever it is of`(subject: Subject) async throws {
        let content: RecordContent =
            subject == .journal
            ? .journal(.notified(Sample.notification)) : .order(.notified(Sample.notification))
        let again = Sample.draft(subject, content)
        let first = Sample.draft(Self.subject, .order(.notified(Sample.notification)))
        #expect(try await Self.conflict({ try $0.append(first) }, then: again) == .conflict)
        #expect(try await Self.conflict({ _ in }, then: again) == nil)
    }

    @Test func `an intent brings the very bytes that it names`() async throws {
        let journal = InMemoryJournal.begun()
        var draft = Sample.draft(Self.subject, .attempt(.intended(Sample.intent("att_1"))))
        for request in [nil, [0x7B], draft.request.map { $0 + [0x20] }] as [[UInt8]?] {
            draft.request = request
            let wrong = draft
            await #expect(throws: ReplayProblem.self) {
                try await journal.commit(on: .wholeJournal) { writer in
                    try writer.append(
                        Sample.draft(
                            .order(Sample.number),
                            .order(.happened(.adopted(.created(riskFund: nil))))))
                    try writer.append(wrong)
                }
            }
        }
    }

    @Test func `an attempt's name is never used again`() async throws {
        let attempt = AttemptID("att_1")
        #expect(
            try await Self.conflict(
                { writer in
                    try writer.append(
                        Sample.draft(Self.subject, .attempt(.intended(Sample.intent(attempt.text))))
                    )
                    try writer.append(
                        Sample.draft(
                            Self.subject,
                            .attempt(
                                .settled(
                                    SettlementDetails(
                                        attempt: attempt, call: .cancel,
                                        outcome: .notApplied(.neverSent))))))
                },
                then: Sample.draft(Self.subject, .attempt(.intended(Sample.intent(attempt.text)))))
                == .conflict)
    }

    @Test func `a permit is spent once, and only if there is one`() async throws {
        let spending = Sample.draft(
            Self.subject, .attempt(.intended(Sample.intent("att_2", permit: Sample.digest))))
        #expect(try await Self.conflict({ _ in }, then: spending) == .conflict)
        #expect(
            try await Self.conflict(
                { try $0.append(Sample.draft(Self.subject, Self.permit())) }, then: spending)
                == nil)
        #expect(
            try await Self.conflict(
                { writer in
                    try writer.append(Sample.draft(Self.subject, Self.permit()))
                    let intent = Sample.intent("att_1", permit: Sample.digest)
                    try writer.append(Sample.draft(Self.subject, .attempt(.intended(intent))))
                    try writer.append(
                        Sample.draft(
                            Self.subject,
                            .attempt(
                                .settled(
                                    SettlementDetails(
                                        attempt: intent.attempt, call: .cancel,
                                        outcome: .notApplied(.neverSent))))
                        ))
                }, then: spending) == .conflict)
    }

    @Test func `a token that was issued is not issued again`() async throws {
        #expect(
            try await Self.conflict(
                { try $0.append(Sample.draft(Self.subject, Self.permit())) },
                then: Sample.draft(Self.subject, Self.permit())) == .conflict)
    }

    @Test func `an event that cannot happen is refused`() async throws {
        let journal = InMemoryJournal.begun()
        let event = OrderEvent.confirmed
        await #expect(throws: IllegalTransition(phase: nil, event: event)) {
            try await journal.commit(on: .wholeJournal) {
                try $0.append(Sample.draft(Self.subject, .order(.happened(event))))
            }
        }
        #expect(try await journal.inspect { try $0.lastRecord() }?.sequence == 1)
    }

    @Test func `a clock that was set back does not date a record back`() async throws {
        let journal = InMemoryJournal.begun()
        let record = try await journal.commit(on: .wholeJournal) { writer in
            try writer.append(Sample.draft(.journal, .journal(.velocityLimitTripped), at: 500))
            return try writer.append(Sample.draft(.journal, .journal(.velocityLimitReset), at: 0))
        }
        #expect(record.at == Sample.at(500))
        #expect(record.revision == 3)
    }
}
