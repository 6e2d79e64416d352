import Crypto
import OrderEngineTesting
import OrderLifecycle

@testable import OrderJournal

/// A journal for the tests of the verifier, and ways to alter it.
enum VerifiedJournal {
    static let others = ["A-0", "A-1", "B-2"].map(Sample.order)

    static func key(_ seed: UInt8 = 7) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: seed, count: 32))
    }

    /// Three lives of fourteen records, woven together, sealed twice, and eleven records after:
    /// the key is record 23, the checkpoints seal 23 and 45 records.
    static func journal() async throws -> InMemoryJournal {
        let journal = InMemoryJournal.begun()
        let sealer = JournalSealer(journal: journal, key: try key(), caller: Sample.caller)
        let lives = others.map { Sample.life(of: $0) }
        for step in 0..<7 { try await append(step, of: lives, to: journal) }
        _ = try await sealer.seal(at: Sample.at(700))
        for step in 7..<14 { try await append(step, of: lives, to: journal) }
        _ = try await journal.commit(on: .wholeJournal) {
            try $0.append(Sample.draft(.journal, .journal(.velocityLimitTripped), at: 1400))
        }
        _ = try await sealer.seal(at: Sample.at(1500))
        try await journal.commit(on: .wholeJournal) { writer in
            let subject = Subject.order(Sample.number)
            try writer.append(Sample.draft(.journal, .journal(.velocityLimitReset), at: 1500))
            for step in 0..<5 {
                try writer.append(
                    Sample.draft(
                        subject, step.isMultiple(of: 2) ? .order(.protected) : .order(.unprotected))
                )
            }
            let attempt = "att_open"
            try writer.append(
                Sample.draft(
                    .order(Sample.order("C-3")),
                    .order(.happened(.adopted(.created(riskFund: nil))))))
            try writer.append(
                Sample.draft(
                    .order(Sample.order("C-3")), .attempt(.intended(Sample.intent(attempt)))))
            let terms = try Permit(
                order: Sample.order("C-3"), call: .cancel, revision: 1, loss: Sample.loss(5000),
                requestedBy: Sample.caller.identifiedActor, expiresAt: Sample.at(9))
            try writer.append(
                Sample.draft(
                    .order(Sample.order("C-3")),
                    .order(.permitIssued(PermitDetails(digest: Sample.digest, terms: terms)))))
            try writer.append(Sample.draft(subject, .order(.observed(.stale(.created)))))
            try writer.append(
                Sample.draft(subject, .attempt(.appliedLate(AttemptID("att_A-1")))))
        }
        return journal
    }

    static func append(
        _ step: Int, of lives: [[RecordContent]], to journal: InMemoryJournal
    ) async throws {
        for (number, life) in zip(others, lives) {
            // In place of one order's third step stands the policy by which all are decided.
            let draft =
                step == 2 && number == others[0]
                ? Sample.draft(.journal, .journal(.policyChanged(Sample.policy)), at: 200)
                : Sample.draft(.order(number), life[step], at: Int64(step) * 100)
            _ = try await journal.commit(on: .wholeJournal) { try $0.append(draft) }
        }
    }

    static func verify(
        _ journal: InMemoryJournal, pageSize: Int = 5, against outside: Checkpoint? = nil
    ) async throws -> VerificationReport {
        try await JournalVerifier(pageSize: pageSize).verify(journal, against: outside)
    }

    static func altered(
        _ record: JournalRecord, sequence: Int64? = nil, revision: Int64? = nil, at: Int64? = nil,
        event: String? = nil, after: String? = nil, reason: String? = nil, detail: Detail? = nil,
        subject: Subject? = nil, previous: Digest32? = nil, isRehashed: Bool = false
    ) -> JournalRecord {
        let unhashed = JournalRecord(
            sequence: sequence ?? record.sequence, subject: subject ?? record.subject,
            revision: revision ?? record.revision, at: at.map(Sample.at) ?? record.at,
            providerAt: record.providerAt, event: event ?? record.event,
            phaseBefore: record.phaseBefore,
            phaseAfter: after ?? record.phaseAfter, cause: record.cause, caller: record.caller,
            origin: record.origin,
            reason: reason ?? record.reason, rules: record.rules, detail: detail ?? record.detail,
            evidence: record.evidence, previous: previous ?? record.previous, hash: record.hash)
        return isRehashed ? rehashed(unhashed) : unhashed
    }

    static func rehashed(_ record: JournalRecord) -> JournalRecord {
        JournalRecord(
            sequence: record.sequence, subject: record.subject, revision: record.revision,
            at: record.at, providerAt: record.providerAt, event: record.event,
            phaseBefore: record.phaseBefore, phaseAfter: record.phaseAfter, cause: record.cause,
            caller: record.caller, origin: record.origin, reason: record.reason,
            rules: record.rules,
            detail: record.detail, evidence: record.evidence, previous: record.previous,
            hash: RecordHash.of(record))
    }
}
