import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// What the verifier finds where records do not follow, or give something else than is stored.
struct ReplayVerificationTests {
    /// Alters the last record, hashes it again, and returns the first finding.
    private static func first(
        altering index: Int = 55, _ alter: @escaping @Sendable (JournalRecord) -> JournalRecord
    ) async throws -> VerificationFindingCode? {
        let journal = try await VerifiedJournal.journal()
        journal.tamper { $0.records[index] = VerifiedJournal.rehashed(alter($0.records[index])) }
        return try await VerifiedJournal.verify(journal).first?.code
    }

    @Test func `a record that does not follow is told by how`() async throws {
        #expect(try await Self.first { VerifiedJournal.altered($0, revision: 99) } == .revisionGap)
        #expect(
            try await Self.first { VerifiedJournal.altered($0, previous: .zero) } == .chainBroken)
        #expect(
            try await Self.first { VerifiedJournal.altered($0, event: "nonsense") }
                == .recordUnreadable)
        #expect(
            try await Self.first { VerifiedJournal.altered($0, event: "velocity_limit_tripped") }
                == .recordMisplaced)
        #expect(
            try await Self.first { VerifiedJournal.altered($0, event: "expired") }
                == .illegalTransition)
        #expect(
            try await Self.first { VerifiedJournal.altered($0, after: "created") } == .phaseDiffers)
        #expect(
            try await Self.first {
                VerifiedJournal.altered(
                    $0, event: "parked", detail: Detail(text: "attempt=att_none"))
            } == .attemptUnknown)
        #expect(
            try await Self.first {
                VerifiedJournal.altered(
                    $0, event: "parked", detail: Detail(text: "attempt=att_A-1"))
            } == .attemptEnded)
        #expect(
            try await Self.first {
                VerifiedJournal.altered($0, detail: Detail(text: "attempt=att_B-2"))
            } == .attemptUnknown)
        #expect(
            try await Self.first(altering: 45) { VerifiedJournal.altered($0, event: "protected") }
                == .recordMisplaced)
    }

    @Test func `a record under another order's name is found in both`() async throws {
        let journal = try await VerifiedJournal.journal()
        journal.tamper {
            $0.records[55] = VerifiedJournal.altered(
                $0.records[55], subject: .order(Sample.order("B-2")), isRehashed: true)
        }
        let report = try await VerifiedJournal.verify(journal)
        #expect(report.findings.map(\.code).contains(.revisionGap))
        #expect(report.findings.map(\.code).contains(.orderDiffers))
    }

    static let alterations: [(Alteration, VerificationFindingCode, Int64?)] = [
        (Alteration("no order") { $0.orders[Sample.number] = nil }, .orderDiffers, 56),
        (
            Alteration("an order as if nothing had happened") {
                $0.orders[Sample.number] = OrderProjection(
                    order: Sample.number, createdAt: Sample.at(0))
            }, .orderDiffers, 56
        ),
        (
            Alteration("an order too many") {
                let ghost = Sample.order("Z-9")
                $0.orders[ghost] = OrderProjection(order: ghost, createdAt: Sample.at(0))
            }, .orderWithoutRecords, nil
        ),
        (
            Alteration("another request") { $0.requests[AttemptID("att_A-1")] = [1, 2, 3] },
            .requestDiffers, 25
        ),
        (
            Alteration("no request") { $0.requests[AttemptID("att_A-1")] = nil },
            .requestDiffers, 25
        ),
        (
            Alteration("no attempt") { $0.attempts[AttemptID("att_open")] = nil },
            .attemptDiffers, 54
        ),
        (
            Alteration("another's attempt") {
                $0.attempts[AttemptID("att_A-0")] = $0.attempts[AttemptID("att_B-2")]
            }, .attemptDiffers, 42
        ),
        (
            Alteration("an attempt too many") {
                let ghost = AttemptID("att_ghost")
                $0.attempts[ghost] = AttemptProjection(
                    Sample.intent(ghost.text), of: .order(Sample.number), decidedOn: .unseen,
                    caller: Sample.caller, at: Sample.at(0))
            }, .attemptWithoutRecords, nil
        ),
        (Alteration("no permit") { $0.permits[Sample.digest] = nil }, .permitDiffers, 54),
        (
            Alteration("a permit that can be used again") {
                let digest = Digest32.of("A-1".utf8)
                guard let permit = $0.permits[digest] else { return }
                $0.permits[digest] = PermitProjection(
                    digest: digest, terms: permit.terms, issuedAt: permit.issuedAt, spentBy: nil)
            }, .permitDiffers, 25
        ),
        (
            Alteration("a tripped velocity limit") { $0.isVelocityLimitTripped = true },
            .velocityLimitDiffers, nil
        ),
    ]

    @Test(arguments: alterations)
    func `what is stored beside the records must be what they give`(
        alteration: Alteration, code: VerificationFindingCode, sequence: Int64?
    ) async throws {
        let journal = try await VerifiedJournal.journal()
        try journal.tamper(alteration.make)
        let report = try await VerifiedJournal.verify(journal)
        #expect(report.findings.map(\.code) == [code])
        #expect(report.first?.sequence == sequence)
    }

    @Test func `a notification that is recorded twice is found`() async throws {
        let journal = try await VerifiedJournal.journal()
        let subject = Subject.order(Sample.order("C-3"))
        try await journal.commit(on: .wholeJournal) { writer in
            let draft = Sample.draft(subject, .order(.notified(Sample.notification)), at: 1_500_000)
            try writer.append(draft)
            // As if the rules of an append had not been there.
            guard let books = writer as? InMemoryContent, let last = books.records.last,
                var order = books.order(Sample.order("C-3"))
            else { return }
            let record = draft.record(
                sequence: last.sequence + 1, revision: last.revision + 1, at: last.at,
                before: StateText.text(order.state), after: nil, previous: last.hash)
            try order.apply(record, record.content)
            books.records.append(record)
            books.orders[order.order] = order
        }
        let report = try await VerifiedJournal.verify(journal)
        #expect(report.findings.map(\.code) == [.notificationRepeated])
        #expect(report.first?.sequence == 58)
    }

    @Test func `attempts that overlap and permits that are used twice are found`() async throws {
        let journal = try await VerifiedJournal.journal()
        try await journal.commit(on: .wholeJournal) { writer in
            let subject = Subject.order(Sample.order("C-3"))
            guard let books = writer as? InMemoryContent,
                let order = books.order(Sample.order("C-3"))
            else { return }
            // As if the rules of an append had not been there.
            var sequence = Int64(books.records.count)
            var head = order.head
            let drafts = [
                Sample.draft(
                    subject, .attempt(.intended(Sample.intent("att_2", permit: Sample.digest)))),
                Sample.draft(
                    subject, .attempt(.intended(Sample.intent("att_3", permit: Sample.digest)))),
            ]
            for (step, draft) in drafts.enumerated() {
                sequence += 1
                let record = draft.record(
                    sequence: sequence, revision: order.revision + Int64(step) + 1,
                    at: Sample.at(1_500_000), before: StateText.text(order.state), after: nil,
                    previous: head)
                head = record.hash
                books.records.append(record)
            }
            books.requests[AttemptID("att_2")] = Sample.body
            books.requests[AttemptID("att_3")] = Sample.body
        }
        let report = try await VerifiedJournal.verify(journal)
        let found = report.findings.map { "\($0.sequence ?? 0) \($0.code.rawValue)" }
        #expect(found.contains("57 attempt_overlaps"))
        #expect(found.contains("58 attempt_overlaps"))
        #expect(!found.contains("57 permit_misused"))
        #expect(found.contains("58 permit_misused"))
    }
}
