import Crypto
import GRDB
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngineTesting
@testable import SQLiteJournal

/// The verifier over real files, altered as the `sqlite3` command would.
@Suite struct FileVerificationTests {
    private static func verify(_ place: TemporaryPlace) async throws -> VerificationReport {
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let report = try await JournalVerifier(pageSize: 4).verify(journal)
        try await journal.close()
        return report
    }

    @Test func `a file as it was written is sound`() async throws {
        let place = try TemporaryPlace()
        let records = try await place.makeStory()
        let report = try await Self.verify(place)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.records == records)
        #expect(report.orders == 3)
        #expect(report.unsealed == 0)
    }

    @Test func `the export of a file's order is whole`() async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let order = try OutOrderNumber("B-2")
        let text = try await journal.inspect {
            try HistoryExport.text(of: .order(order), from: $0, exportedAt: Timestamp(clamping: 0))
        }
        #expect(text?.split(separator: "\n").count == 14)
        try await journal.close()
    }

    @Test func `records that their index lists out of order are refused, and named`() async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.fill("payscore_records") {
            $0.replacing("UNIQUE (subject, revision)", with: "UNIQUE (subject, revision DESC)")
        }
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let order = try OutOrderNumber("B-2")
        let why = await expectError(.corrupt) {
            try await journal.inspect {
                try HistoryExport.text(
                    of: .order(order), from: $0, exportedAt: Timestamp(clamping: 0))
            }
        }
        #expect(
            why.contains("the records after revision 13 of order:B-2 are out of order"), "\(why)")
        try await journal.close()
        let report = try await Self.verify(place)
        #expect(report.findings.map(\.code).contains(.recordUnreadable), "\(report.findings)")
    }

    @Test(
        arguments: [
            (
                "UPDATE payscore_records SET reason = 'x' WHERE sequence = 7",
                .recordHashDiffers, 7
            ),
            (
                "UPDATE payscore_records SET actor = 'x' WHERE sequence = 3",
                .recordHashDiffers, 3
            ),
            (
                "UPDATE payscore_records SET hash = zeroblob(32) WHERE sequence = 5",
                .recordHashDiffers, 5
            ),
            (
                "UPDATE payscore_records SET cause = 'x' WHERE sequence = 9",
                .recordHashDiffers, 9
            ),
            (
                "DELETE FROM payscore_records WHERE sequence = 11",
                .sequenceGap, 11
            ),
            (
                "UPDATE payscore_orders SET is_protected = 0",
                .orderDiffers, 8
            ),
            (
                "UPDATE payscore_attempts SET request = x'00' WHERE id = 'att_3'",
                .requestDiffers, 23
            ),
            (
                "UPDATE payscore_permits SET spent_by = NULL",
                .permitDiffers, nil
            ),
        ] as [(String, VerificationFindingCode, Int64?)])
    func `what was altered in a file is named`(
        sql: String, code: VerificationFindingCode, sequence: Int64?
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely(sql)
        let first = try #require(try await Self.verify(place).first)
        #expect(first.code == code, "\(first)")
        if let sequence { #expect(first.sequence == sequence, "\(first)") }
    }

    @Test(arguments: [
        "UPDATE payscore_attempts SET given_up = NULL, given_up_kind = NULL WHERE given_up > 0",
        "UPDATE payscore_attempts SET given_up = 1, given_up_kind = 'forgiven' WHERE id = 'att_3'",
        "UPDATE payscore_attempts SET given_up = 50 WHERE given_up > 0",
        "UPDATE payscore_attempts SET given_up_kind = 'waived' WHERE given_up > 0",
        "UPDATE payscore_attempts SET intended_at = 1 WHERE id = 'att_3'",
        "UPDATE payscore_attempts SET subject = 'order:A-1' WHERE id = 'att_3'",
        "UPDATE payscore_attempts SET actor = 'somebody' WHERE id = 'att_3'",
        "UPDATE payscore_velocity_limit SET reset_at = 9000000000000000",
        "UPDATE payscore_velocity_limit SET reset_at = 1",
    ])
    func `a cancel that is hidden from the velocity limit is found`(sql: String) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely(sql)
        let report = try await Self.verify(place)
        #expect(Set(report.findings.map(\.code)) == [.indexDiffers], "\(report.findings)")
    }

    @Test func `another spelling of the same text is found`() async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        // U+FA59 is canonically equivalent to 繁, so that strings of Swift's are equal.
        try place.tamperFreely(
            """
            UPDATE payscore_attempts SET outcome_message =
                replace(outcome_message, '繁', char(0xFA59)) WHERE outcome_message LIKE '%繁%'
            """)
        let codes = try await Self.verify(place).findings.map(\.code)
        #expect(codes == [.attemptDiffers], "\(codes)")
    }

    @Test func `a byte that would be read as the character that it replaced is found`() async throws
    {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        let record = try await journal.commit(on: .wholeJournal) { writer in
            _ = try writer.append(order.adopted())
            return try writer.append(order.draft(.order(.protected), reason: "a\u{FFFD}b"))
        }
        try await journal.close()
        try place.tamperFreely(
            "UPDATE payscore_records SET reason = CAST(x'61ff62' AS TEXT) WHERE sequence = "
                + "\(record.sequence)")
        let first = try #require(try await Self.verify(place).first)
        #expect(first.code == .recordHashDiffers, "\(first)")
        #expect(first.sequence == record.sequence, "\(first)")
    }

    @Test(arguments: ["host = 'a b'", "system_user = ''", "identified_by = 'verified:'"])
    func `what no reader can read of a record is found`(edit: String) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely(
            "PRAGMA ignore_check_constraints = ON; "
                + "UPDATE payscore_records SET \(edit) WHERE sequence = 3")
        let codes = try await Self.verify(place).findings.map(\.code)
        #expect(codes.contains(.recordUnreadable), "\(codes)")
    }

    @Test func `what is due and what is paid are columns of the order`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let phases: [(String, OrderPhase)] = [
            ("A-1", .inService(riskFund: try Amount(fen: 9))), ("A-2", .done(paid: nil)),
            ("A-3", .done(paid: try Amount(fen: 4200))), ("A-4", .revoked),
            (
                "A-5",
                .awaitingPayment(
                    try #require(
                        PendingCollection(due: Amount(fen: 5000), paid: Amount(fen: 700))))
            ),
        ]
        try await journal.commit(on: .wholeJournal) { writer in
            for (number, phase) in phases {
                let order = try SampleOrder(number)
                _ = try writer.append(order.draft(.order(.observed(.event(.adopted(phase))))))
            }
            let order = try SampleOrder("A-5")
            _ = try writer.append(order.draft(.order(.observed(.confirmed))))
            let lost = try SampleOrder("A-6")
            _ = try writer.append(lost.draft(.order(.observed(.event(.adopted(phases[4].1))))))
            _ = try writer.append(
                lost.draft(.order(.observed(.indeterminate(.amountsMissing)))))
        }
        try await journal.close()
        let database = try DatabaseQueue(path: place.path)
        let rows = try database.read {
            try Row.fetchAll($0, sql: "SELECT number, due, paid FROM payscore_orders ORDER BY 1")
        }
        let amounts = rows.map { [$0["due"] as Int64?, $0["paid"] as Int64?] }
        #expect(
            amounts == [
                [nil, nil], [nil, nil], [nil, 4200], [nil, nil], [5000, 700], [nil, nil],
            ])
    }

    @Test func `the velocity limit counts what is forgiven, and nothing else`() async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        #expect(try await Self.counted(place) == 1)
        try place.tamperFreely(
            "UPDATE payscore_attempts SET given_up_kind = 'waived' WHERE given_up > 0")
        #expect(try await Self.counted(place) == 0)
    }

    private static func counted(_ place: TemporaryPlace) async throws -> Int {
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let usage = try await journal.read { try $0.velocityUsage(since: Timestamp(clamping: 0)) }
        try await journal.close()
        return usage.cancels
    }

    @Test(arguments: [
        ("orders_by_phase", "payscore_orders (phase_code, number) WHERE number <> 'A-1'"),
        ("orders_by_due", "payscore_orders (phase_code, due) WHERE number <> 'A-1'"),
        ("orders_by_update", "payscore_orders (updated_at) WHERE number <> 'A-1'"),
        (
            "attempts_by_actor",
            "payscore_attempts (actor COLLATE NOCASE, sequence) WHERE id <> 'att_3'"
        ),
        ("forgiven", "payscore_attempts (intended_at, given_up) WHERE given_up > 9000"),
        ("open_attempts", "payscore_attempts (subject) WHERE condition = 'open'"),
        ("policy_changes", "payscore_records (actor) WHERE event = 'policy_changed'"),
    ])
    func `an index that lacks a row of its table is found`(
        _ name: String, _ content: String
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.fill(index: "payscore_" + name, with: content)
        let report = try await Self.verify(place)
        #expect(Set(report.findings.map(\.code)) == [.indexDiffers], "\(report.findings)")
    }

    @Test func `an index that lacks the last change of policy is found`() async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        let before = try await journal.read { try $0.policyInForce() }
        let first = PolicyDetails("unresolved=1", previous: before)
        let second = PolicyDetails("unresolved=1\nsecond_person=1", previous: first.digest)
        for change in [first, second] {
            _ = try await journal.commit(on: [.journal]) {
                try $0.append(order.journalDraft(.journal(.policyChanged(change))))
            }
        }
        let last = try await journal.inspect { try $0.lastRecord()?.sequence }
        try await journal.close()
        #expect(try await Self.verify(place).isSound)
        // It survives that the journal is opened again.
        let reopened = try await place.open()
        #expect(try await reopened.read { try $0.policyInForce() } == second.digest)
        try await reopened.close()
        try place.fill(
            index: "payscore_policy_changes",
            with: "payscore_records (sequence) WHERE event = 'policy_changed' "
                + "AND sequence < \(last ?? 0)")
        let report = try await Self.verify(place)
        let codes = Set(report.findings.map(\.code))
        #expect(codes == [.policyDiffers, .indexDiffers], "\(report.findings)")
    }

    @Test func `behind a checkpoint that is gone the later ones still seal`() async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        let journal = try await place.open()
        let caller = try SampleOrder("A-1").adopted().caller
        for _ in 1...6 {
            // Each key is new to the journal, so that each seal has a record more to seal.
            let sealer = JournalSealer(
                journal: journal, key: Curve25519.Signing.PrivateKey(), caller: caller)
            _ = try await sealer.seal(at: Timestamp(clamping: 0))
        }
        try await journal.close()
        try place.tamperFreely("DELETE FROM payscore_checkpoints WHERE position = 2")
        let report = try await Self.verify(place)
        #expect(report.findings.map(\.code) == [.checkpointChainBroken], "\(report.findings)")
        #expect(report.checkpoints == 5)
        #expect(report.unsealed == 0)
    }

    // MARK: Numbers that nobody would have written

    @Test(
        arguments: [
            (
                "UPDATE payscore_checkpoints SET position = 9000000000000000",
                .checkpointOutOfOrder
            ),
            (
                "UPDATE payscore_records SET sequence = 1000000000000000, at = \(Int64.max) "
                    + "WHERE sequence = (SELECT max(sequence) FROM payscore_records)",
                .recordUnreadable
            ),
        ] as [(String, VerificationFindingCode)])
    func `a position far behind the others does not keep the verifier for ever`(
        sql: String, code: VerificationFindingCode
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely(sql)
        let report = try await Self.verify(place)
        #expect(report.findings.map(\.code).contains(code), "\(report.findings)")
    }

    @Test(arguments: [Int64.min, 0, .max])
    func `a number of sendings that nobody can have counted is damage`(count: Int64) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely(
            """
            PRAGMA ignore_check_constraints = ON;
            UPDATE payscore_attempts SET dispatches = \(count) WHERE id = 'att_3'
            """)
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        await expectError(.corrupt) {
            _ = try await journal.read { try $0.attempt(AttemptID("att_3")) }
        }
        try await journal.close()
    }

    @Test func `the largest number of contradictions stays as it is`() async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely(
            "UPDATE payscore_orders SET contradictions = \(Int64.max) WHERE number = 'A-1'")
        let journal = try await place.open()
        let sample = try SampleOrder("A-1")
        _ = try await journal.commit(on: .wholeJournal) { journal in
            try journal.append(sample.draft(.order(.observed(.contradiction(.paidAfterRevoked)))))
        }
        let order = try await journal.read { try $0.order(sample.number) }
        #expect(order?.contradictions == .max)
        try await journal.close()
    }

    @Test func `a removed end is found by its seal`() async throws {
        let place = try TemporaryPlace()
        let records = try await place.makeStory()
        // The last record of the journal is the key's, which has no order.
        try place.tamperFreely(
            "DELETE FROM payscore_records WHERE sequence = \(records)")
        let report = try await Self.verify(place)
        #expect(report.findings.map(\.code).contains(.journalTruncated), "\(report.findings)")
    }
}
