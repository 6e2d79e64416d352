import GRDB
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngineTesting
@testable import SQLiteJournal

/// Each row of each table of evidence is accounted for by records, or found.
@Suite struct EvidenceTableTests {
    /// Made-up rows and removed ones, by table, with what a verification says of each.
    static let forgeries: [(table: String, sql: String, code: VerificationFindingCode)] = [
        ("payscore_schema", "INSERT INTO payscore_schema VALUES (2, 1)", .rowUnexplained),
        ("payscore_head", "DELETE FROM payscore_head", .rowUnexplained),
        ("payscore_head", "INSERT INTO payscore_head VALUES (2, zeroblob(16))", .rowUnexplained),
        ("payscore_velocity_limit", "DELETE FROM payscore_velocity_limit", .rowUnexplained),
        (
            "payscore_velocity_limit",
            "INSERT INTO payscore_velocity_limit VALUES (2, 0, "
                + "0)", .rowUnexplained
        ),
        ("payscore_permits", permit("forged", issued: issue("two")), .rowUnexplained),
        ("payscore_permits", permit("forged", issued: issue("unspent")), .rowUnexplained),
        ("payscore_permits", permit("forged", issued: "1"), .rowUnexplained),
        ("payscore_permits", permit("forged", issued: "99999"), .rowUnexplained),
        (
            "payscore_permits",
            "UPDATE payscore_permits SET spent_by = CAST(x'ff61' AS TEXT) WHERE spent_by NOT NULL",
            .rowUnexplained
        ),
        (
            "payscore_permits",
            "UPDATE payscore_permits SET spent_by = 'att_3' "
                + "WHERE spent_by IS NULL", .rowUnexplained
        ),
        (
            "payscore_permits",
            "UPDATE payscore_permits SET spent_by = 'att_99' "
                + "WHERE spent_by IS NULL", .rowUnexplained
        ),
        ("payscore_permits", "UPDATE payscore_permits SET spent_by = NULL", .permitDiffers),
        ("payscore_permits", "DELETE FROM payscore_permits WHERE spent_by IS NULL", .permitDiffers),
        (
            "payscore_permits", "DELETE FROM payscore_permits WHERE spent_by IS NOT NULL",
            .permitDiffers
        ),
        ("payscore_approvals", approval(at: "1"), .rowUnexplained),
        ("payscore_approvals", approval(at: issue("two")), .rowUnexplained),
        ("payscore_approvals", approval(at: "99999"), .rowUnexplained),
        ("payscore_attempts", attempt("settled", at: "1"), .rowUnexplained),
        ("payscore_attempts", attempt("settled", at: "99999"), .rowUnexplained),
        ("payscore_attempts", attempt("open", at: "99999"), .rowUnexplained),
        ("payscore_attempts", "DELETE FROM payscore_attempts WHERE id = 'att_1'", .attemptDiffers),
        ("payscore_attempts", "DELETE FROM payscore_attempts WHERE id = 'att_3'", .attemptDiffers),
        (
            "payscore_attempts", "UPDATE payscore_attempts SET id = 'att_9' WHERE id = 'att_2'",
            .rowUnexplained
        ),
        (
            "payscore_orders",
            """
            INSERT INTO payscore_orders (number, revision, head, phase, is_verified,
                phase_revision, is_protected, contradictions, created_at, updated_at)
            VALUES ('X-9', 1, zeroblob(32), 'created', 1, 1, 0, 0, 0, 0)
            """, .orderWithoutRecords
        ),
        (
            "payscore_orders",
            """
            INSERT INTO payscore_orders (number, revision, head, phase, is_verified,
                phase_revision, is_protected, contradictions, created_at, updated_at)
            VALUES ('A 1', 1, zeroblob(32), 'created', 1, 1, 0, 0, 0, 0),
                ('X-9', 1, zeroblob(32), 'created', 1, 1, 0, 0, 0, 0)
            """, .rowUnexplained
        ),
        (
            "payscore_authorizations",
            """
            INSERT INTO payscore_authorizations (code, revision, head, phase, created_at,
                updated_at)
            VALUES ('AUTH-9', 1, zeroblob(32), 'available', 0, 0)
            """, .rowUnexplained
        ),
        (
            "payscore_checkpoints", "INSERT INTO payscore_checkpoints VALUES (0, 'x')",
            .rowUnexplained
        ),
        ("payscore_orders", "DELETE FROM payscore_orders WHERE number = 'C-3'", .orderDiffers),
        (
            "payscore_records",
            """
            INSERT INTO payscore_records SELECT sequence + 1, subject, revision + 1, at,
                provider_at, event, phase_before, phase_after, cause, cause_id, actor,
                identified_by, channel, host, system_user, reason, rules, detail, evidence,
                hash, hash
            FROM payscore_records ORDER BY sequence DESC LIMIT 1
            """, .recordHashDiffers
        ),
        (
            "payscore_records",
            "DELETE FROM payscore_records WHERE sequence = "
                + "(SELECT max(sequence) FROM payscore_records)", .journalTruncated
        ),
        (
            "payscore_checkpoints",
            "INSERT INTO payscore_checkpoints SELECT position + 1, note FROM payscore_checkpoints",
            .checkpointOutOfOrder
        ),
        ("payscore_checkpoints", "DELETE FROM payscore_checkpoints", .headCheckpointMissing),
    ]

    private static func permit(_ token: String, issued: String) -> String {
        "INSERT INTO payscore_permits (digest, issued) VALUES "
            + "(x'\(SampleOrder.digest(token).hex)', \(issued))"
    }

    /// The record that issued a permit.
    private static func issue(_ token: String) -> String {
        "(SELECT issued FROM payscore_permits WHERE digest = x'\(SampleOrder.digest(token).hex)')"
    }

    private static func approval(at sequence: String) -> String {
        """
        INSERT INTO payscore_approvals (sequence, id, subject, request, at_stake)
        VALUES (\(sequence), 'apr_00000000000000000000', 'order:A-1', x'7b7d', \(sequence))
        """
    }

    private static func attempt(_ condition: String, at sequence: String) -> String {
        let (next, outcome) = condition == "open" ? ("1", "NULL") : ("NULL", "'answered'")
        return """
            INSERT INTO payscore_attempts (sequence, id, subject, actor, intended_at, condition,
                next_at, dispatches, last_sent_at, uncertainty, outcome)
            VALUES (\(sequence), 'att_made_up', 'order:A-1', 'li', 0, '\(condition)', \(next), 1, 0,
                'none', \(outcome))
            """
    }

    @Test func `every table of evidence has its forgeries, and every table is declared`()
        async throws
    {
        let place = try TemporaryPlace()
        try await place.makeStory()
        let evidence = JournalTable.all.filter { $0.kind == .evidence }.map(\.name)
        #expect(Set(Self.forgeries.map(\.table)) == Set(evidence))
        let report = try await place.verification()
        #expect(report.isSound, "\(report.findings)")
    }

    @Test(arguments: forgeries.indices)
    func `a row that no record accounts for is found, and so is one that is missing`(
        index: Int
    ) async throws {
        let forgery = Self.forgeries[index]
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely("PRAGMA ignore_check_constraints = ON; " + forgery.sql)
        let codes = try await place.verification().findings.map(\.code)
        #expect(codes.contains(forgery.code), "\(forgery.sql): \(codes)")
    }

    @Test(arguments: [
        "UPDATE payscore_authorizations SET phase = 'available'",
        "UPDATE payscore_authorizations SET since = 1",
        "UPDATE payscore_authorizations SET customer = NULL",
        "UPDATE payscore_authorizations SET revision = 2",
        "DELETE FROM payscore_authorizations",
    ])
    func `an authorization that is not what its records leave is found`(sql: String) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        let sample = try SampleAuthorization("AUTH-1")
        let journal = try await place.open()
        try await journal.commit(on: [sample.subject]) { journal in
            try journal.append(sample.seen(.event(.opened), changedAt: 5, at: 30))
            try journal.append(sample.draft(.authorization(.bound(sample.customer.id)), at: 31))
            try journal.append(sample.seen(.event(.closed), changedAt: 6, at: 32))
        }
        try await journal.close()
        #expect(try await place.verification().isSound)
        try place.tamperFreely(sql)
        let codes = try await place.verification().findings.map(\.code)
        #expect(codes.contains(.authorizationDiffers), "\(sql): \(codes)")
    }

    @Test(arguments: [
        "UPDATE payscore_approvals SET acknowledged = NULL, also_acknowledged = NULL",
        "UPDATE payscore_approvals SET also_acknowledged = NULL",
        "UPDATE payscore_approvals SET at_stake = sequence",
        "UPDATE payscore_approvals SET ended = sequence WHERE ended NOT NULL",
        "UPDATE payscore_approvals SET ended = acknowledged WHERE ended IS NULL",
        "UPDATE payscore_approvals SET request = x'7b7d' WHERE ended IS NULL",
        "DELETE FROM payscore_approvals WHERE ended IS NULL",
        "DELETE FROM payscore_approvals WHERE ended NOT NULL",
    ])
    func `a requested call that is not what its records leave is found`(sql: String) async throws {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try await place.makeApprovals()
        #expect(try await place.verification().isSound)
        try place.tamperFreely("PRAGMA ignore_check_constraints = ON; " + sql)
        let codes = try await place.verification().findings.map(\.code)
        let expected: Set<VerificationFindingCode> = [.approvalDiffers, .requestDiffers]
        #expect(!expected.isDisjoint(with: codes), "\(sql): \(codes)")
    }

    @Test func `a missing velocity limit permits nothing, however it is read and written`()
        async throws
    {
        let place = try TemporaryPlace()
        try await place.makeStory()
        try place.tamperFreely("DELETE FROM payscore_velocity_limit")
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        for content in [
            nil, RecordContent.journal(.velocityLimitReset), .journal(.velocityLimitTripped),
        ] {
            if let content {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(order.journalDraft(content, at: 99))
                }
            }
            #expect(try await journal.read { try $0.velocityUsage(since: order.start).isTripped })
        }
        try await journal.close()
    }

    @Test func `a made-up permit row permits no cancel, and nothing is sent`() async throws {
        let place = try TemporaryPlace()
        let caller = try SampleOrder("A-1").caller
        let order = try OutOrderNumber("A-1")
        let (provider, clock) = (FakeProvider(), ManualClock())
        provider.show(
            order,
            as: OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: CollectionSnapshot(
                    state: "USER_PAYING", totalAmount: .fen(5000), payingAmount: .fen(5000),
                    paidAmount: .fen(0))))
        let before = try await place.open()
        let answer = try await Engine(journal: before, provider: provider, clock: clock)
            .cancelDecision(on: order, caller: caller)
        let genuine = try #require(answer.permit?.token)
        try await before.close()

        let forged = PermitToken("pmt_forged")
        try place.tamperFreely(
            """
            INSERT INTO payscore_permits (digest, issued)
            SELECT x'\(forged.digest.hex)', issued FROM payscore_permits
            """)
        let reason = try CancelReason("用户取消")
        for permit in [forged, genuine] {
            let journal = try await place.open()
            let engine = Engine(journal: journal, provider: provider, clock: clock)
            let consent = Consent(token: permit, atStake: try Amount(fen: 5000), by: caller.actor)
            if permit == forged {
                await expectError(.corrupt) {
                    try await journal.read { try $0.permit(forged.digest) }
                }
                await #expect(throws: EngineError.self) {
                    try await engine.cancel(order, reason: reason, consent: consent, caller: caller)
                }
                #expect(provider.sent.isEmpty)
                #expect(journal.halt?.explanation.contains("did not issue the permit") == true)
            } else {
                _ = try await engine.cancel(
                    order, reason: reason, consent: consent, caller: caller)
                #expect(provider.sent.count == 1)
            }
            try await journal.close()
        }
    }
}
