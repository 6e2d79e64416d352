import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Answers that came and were not believed: they are shown, and change nothing.
struct UnverifiedAnswerTests {
    /// Whatever somebody may write: every code that means something, every status, every problem.
    private static func claim(_ random: SeededRandom) -> AnswerClaim {
        func one<Value>(of values: [Value]) -> Value {
            values[Int(random.next() % UInt64(values.count))]
        }
        let codes: [String?] = [
            nil, "SIGN_ERROR", "ORDER_CANCELED", "ORDER_DONE", "ORDER_NOT_EXIST", "SYSTEM_ERROR",
            "INVALID_ORDER_STATE", "FREQUENCY_LIMITED", "outcome=answered", "attempt=att_00",
        ]
        return AnswerClaim(
            one(of: VerificationProblem.allCases), status: Int(random.next() % 600),
            code: one(of: codes),
            message: one(of: [nil, "单据正在扣款中,请稍后再试", "state=REVOKED\nwhy=accepted", "\u{202E}"]),
            keyID: one(of: [nil, "PUB_KEY_ID_01"]),
            date: one(of: [nil, Timestamp(clamping: Int64(random.next() % 4_000_000_000_000))]),
            receivedAt: Timestamp(clamping: 1_800_000_000_000))
    }

    @Test(arguments: UInt64(1)...100)
    func `whatever an unverified answer says, the attempt stays unresolved`(
        seed: UInt64
    ) async throws {
        let random = SeededRandom(seed: seed)
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let claims = (0..<12).map { _ in Self.claim(random) }
        bench.provider.disturbQueries(.after {})
        let isApplied = seed.isMultiple(of: 2)
        for claim in claims {
            bench.provider.disturbSending(.unverified(claim, isApplied: isApplied))
            bench.provider.disturbQueries(.unverified(claim, isApplied: false))
        }
        let result = try await bench.cancel(bench.engine())
        let report = try #require(result.report)
        #expect(report.outcome == nil)
        #expect(report.attempt.refusal == nil)
        #expect(try await bench.projection().state == .known(.created(riskFund: .of(fen: 10_000))))
        let record = try #require(try await bench.records().last)
        guard case .attempt(.deferred(let deferral)) = try record.content else {
            Issue.record("ends with \(record.event)")
            return
        }
        #expect(claims.contains { $0 == deferral.claim })
        #expect(deferral.attempt == report.attempt.id)
        #expect(deferral.why == "provider_unanswered")
    }

    @Test(arguments: UInt64(1)...20)
    func `only the status of a server error moves an attempt, and only to be sent again`(
        seed: UInt64
    ) async throws {
        let random = SeededRandom(seed: seed)
        func events(_ change: (AnswerClaim) -> AnswerClaim) async throws -> [String] {
            let bench = try EngineBench()
            bench.provider.show(bench.order, as: .createdOrder)
            bench.provider.disturbSending(
                .unverified(change(Self.claim(SeededRandom(seed: seed))), isApplied: false))
            let engine = bench.engine()
            _ = try await bench.cancel(engine)
            bench.clock.advance(by: .seconds(601))
            _ = try await engine.reconcile(dueOnly: false, caller: bench.caller)
            return try await bench.events()
        }
        let status = Int(random.next() % 600)
        let blank = AnswerClaim(.unsigned, status: status)
        let told = try await events {
            AnswerClaim(
                $0.problem, status: status, code: $0.code, message: $0.message, keyID: $0.keyID,
                date: $0.date, receivedAt: $0.receivedAt)
        }
        #expect(try await events { _ in blank } == told)
    }

    @Test func `the record of an attempt says what the sending's answer claimed`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let claim = AnswerClaim(
            .unsigned, status: 401, code: "SIGN_ERROR", message: "错误的签名",
            date: Timestamp(clamping: 1_799_999_400_000),
            receivedAt: Timestamp(clamping: 1_800_000_000_000))
        bench.provider.disturbSending(.unverified(claim, isApplied: false))
        _ = try await bench.cancel(bench.engine())
        let record = try #require(try await bench.records().last { $0.event == "deferred" })
        let lines = try #require(record.detail).text.split(separator: "\n").map(String.init)
        #expect(lines.contains("why=unsigned"))
        #expect(lines.contains("uncertainty=unknown"))
        #expect(
            lines.suffix(6) == [
                "unverified_because=unsigned", "unverified_status=401",
                "unverified_code=SIGN_ERROR", "unverified_message=错误的签名",
                "unverified_date=1799999400000", "received_at=1800000000000",
            ])
    }

    @Test func `the error of a query says what the answer claimed, and what to compare`()
        async throws
    {
        let bench = try EngineBench()
        let claim = AnswerClaim(
            .unsigned, status: 401, code: "SIGN_ERROR", message: "错误的签名",
            date: Timestamp(clamping: 1_800_000_600_000),
            receivedAt: Timestamp(clamping: 1_800_000_000_000))
        bench.provider.disturbQueries(.unverified(claim, isApplied: false))
        let error = await #expect(throws: EngineError.self) {
            try await bench.engine().query(bench.order, caller: bench.caller)
        }
        let message = try #require(error).description
        for words in [
            "(unsigned)", "unverified", "HTTP 401", "SIGN_ERROR", "错误的签名", "600 s behind",
            "certificate_serial", "private_key_file", "mchid", "clock",
        ] {
            #expect(message.contains(words), "\(words): \(message)")
        }
        #expect(!message.contains("lost"))
    }
}
