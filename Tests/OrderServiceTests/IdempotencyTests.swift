import Logging
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import StrictJSON
import Testing

@testable import OrderService

/// Requests with an `Idempotency-Key`: obeyed once, and answered as often as they arrive.
@Suite struct IdempotencyTests {
    private static let creation =
        #"{"call":"create","body":{"need_user_confirm":true,"risk_fund":{"amount":10000}}}"#

    private static func key(_ text: String) -> [(String, String)] { [("Idempotency-Key", text)] }

    @Test func `a call that arrives again is answered again, and made once`() async throws {
        try await ServiceBench.serving { bench in
            let first = try await bench.call(
                Self.creation, as: .service, headers: Self.key("create-1"))
            #expect(first.status == 200, "\(first.text)")
            #expect(first.header("idempotency-replayed") == nil)
            let second = try await bench.call(
                Self.creation, as: .service, headers: Self.key("create-1"))
            #expect(second.status == 200)
            #expect(second.body == first.body)
            #expect(second.header("idempotency-replayed") == "true")
            for name in ["etag", "content-type", "cache-control"] {
                #expect(second.header(name) == first.header(name))
                #expect(second.header(name) != nil)
            }
            #expect(bench.provider.sent.count == 1)
        }
    }

    @Test func `what WeChat refused is answered again as it was`() async throws {
        try await ServiceBench.serving { bench in
            bench.provider.disturbSending(
                .refused(
                    Refusal(kind: .other, code: "NO_REASON", status: 400, message: "no")))
            let first = try await bench.call(Self.creation, as: .service, headers: Self.key("k"))
            #expect(first.status == 409, "\(first.text)")
            let second = try await bench.call(Self.creation, as: .service, headers: Self.key("k"))
            #expect(second.status == 409)
            #expect(second.body == first.body)
            #expect(second.header("idempotency-replayed") == "true")
            #expect(second.header("content-type") == "application/problem+json")
            #expect(bench.provider.sent.count == 1)
        }
    }

    @Test func `a key of another request is refused, and another's key is another`() async throws {
        try await ServiceBench.serving { bench in
            let protect = "/v1/orders/\(ServiceBench.number)/protect"
            try await bench.awaitPayment()
            let first = try await bench.send(
                "POST", protect, as: .operator, json: #"{"reason":"a"}"#, headers: Self.key("k"))
            #expect(first.status == 200)
            let reused = try await bench.send(
                "POST", protect, as: .operator, json: #"{"reason":"b"}"#, headers: Self.key("k"))
            #expect(reused.status == 422)
            #expect(reused.code == "idempotency_key_reused")
            let elsewhere = try await bench.send(
                "POST", "/v1/orders/\(ServiceBench.number)/unprotect", as: .operator,
                json: #"{"reason":"a"}"#, headers: Self.key("k"))
            #expect(elsewhere.code == "idempotency_key_reused")

            // The limit is another subject, and the clerk another principal.
            let limit = try await bench.send(
                "POST", "/v1/limit/reset", as: .operator, json: #"{"reason":"a"}"#,
                headers: Self.key("k"))
            #expect(limit.status == 200)
            let clerk = try await bench.call(
                #"{"call":"collect"}"#, as: .clerk, headers: Self.key("k"))
            #expect(clerk.code != "idempotency_key_reused")
        }
    }

    @Test func `a key is its holder's in whatever capitals, and of no use to a lesser role`()
        async throws
    {
        try await ServiceBench.serving { bench in
            let now = SystemClock().now()
            var list = bench.list
            let shouting = try list.issue(
                to: Principal(name: ActorName("SERVICE"), roles: [.service]), at: now,
                random: SystemRandom())
            let lesser = try list.issue(
                to: Principal(name: ActorName("service"), roles: [.clerk]), at: now,
                random: SystemRandom())
            bench.accepted.replace(with: list)
            let path = "/v1/orders/\(ServiceBench.number)/calls"
            let first = try await bench.call(Self.creation, as: .service, headers: Self.key("k"))
            #expect(first.status == 200, "\(first.text)")
            let second = try await bench.send(
                "POST", path, as: nil, json: Self.creation,
                headers: Self.key("k") + [("authorization", "Bearer \(shouting.secret)")])
            #expect(second.status == 200 && second.header("idempotency-replayed") == "true")
            let third = try await bench.send(
                "POST", path, as: nil, json: Self.creation,
                headers: Self.key("k") + [("authorization", "Bearer \(lesser.secret)")])
            #expect(third.status == 403 && third.code == "call_not_permitted")
            #expect(bench.provider.sent.count == 1)
        }
    }

    @Test func `of two at once one is obeyed, and the other is told to wait`() async throws {
        try await ServiceBench.serving { bench in
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            let (goes, going) = AsyncStream.makeStream(of: Void.self)
            bench.provider.disturbSending(
                .after {
                    beginning.finish()
                    for await _ in goes {}
                })
            async let first = bench.call(Self.creation, as: .service, headers: Self.key("k"))
            for await _ in began {}
            let second = try await bench.call(Self.creation, as: .service, headers: Self.key("k"))
            #expect(second.status == 409)
            #expect(second.code == "idempotency_key_in_use")
            #expect(second.header("retry-after") == "1")
            let other = try await bench.call(
                #"{"call":"collect"}"#, as: .service, headers: Self.key("k"))
            #expect(other.code == "idempotency_key_reused")
            going.finish()
            #expect(try await first.status == 200)
            #expect(bench.provider.sent.count == 1)
        }
    }

    @Test func `a key whose process died before it answered is never obeyed again`() async throws {
        try await ServiceBench.serving { bench in
            // What the file has after a death between the claim and the answer.
            let path = "/v1/orders/\(ServiceBench.number)/calls"
            let claim = IdempotencyClaim(
                key: IdempotencyKey.digest(
                    of: ["key", "bearer_token", "service", ServiceBench.number, "k"]),
                request: IdempotencyKey.digest(
                    of: ["request", "POST", path], Array(Self.creation.utf8)),
                at: bench.engine.now)
            #expect(try await bench.journal.claim(claim) == nil)
            let again = try await bench.call(Self.creation, as: .service, headers: Self.key("k"))
            #expect(again.status == 409)
            #expect(again.code == "idempotency_outcome_unknown")
            #expect(bench.provider.sent.isEmpty)
        }
    }

    @Test func `what was refused before it began may come again under its key`() async throws {
        try await ServiceBench.serving { bench in
            let key = Self.key("k")
            let wrong = try await bench.call(
                #"{"call":"create","body":{},"x":1}"#, as: .service, headers: key)
            #expect(wrong.code == "member_unknown")
            let created = try await bench.call(Self.creation, as: .service, headers: key)
            #expect(created.status == 200, "\(created.text)")

            let completion = #"{"call":"complete","body":{"total_amount":100}}"#
            let denied = try await bench.call(
                completion, as: .service, headers: Self.key("complete"))
            #expect(denied.code == "denied", "\(denied.text)")
            bench.provider.show(
                try OutOrderNumber(ServiceBench.number),
                as: OrderSnapshot(
                    state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(10_000)))
            bench.provider.disturbQueries(.unreachable)
            let unreachable = try await bench.call(
                completion, as: .service, headers: Self.key("complete"))
            #expect(unreachable.status == 503, "\(unreachable.text)")
            let completed = try await bench.call(
                completion, as: .service, headers: Self.key("complete"))
            #expect(completed.status == 200, "\(completed.text)")
            #expect(completed.header("idempotency-replayed") == nil)
        }
    }

    @Test func `a decision and a dry run are answered anew, and nothing of them is kept`()
        async throws
    {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let path = "/v1/orders/\(ServiceBench.number)/decision"
            var permits: Set<String> = []
            for _ in 0..<2 {
                let answer = try await bench.send(
                    "POST", path, as: .clerk, json: #"{"call":"cancel"}"#, headers: Self.key("k"))
                #expect(answer.header("idempotency-replayed") == nil)
                permits.insert(try answer.json["permit"]?["token"]?.text ?? "")
            }
            #expect(permits.count == 2)
            let need = try await bench.call(
                #"{"call":"cancel","reason":"r"}"#, as: .clerk, headers: Self.key("k"))
            #expect(need.code == "needs_acknowledgement")
            let dry = try await bench.call(
                #"{"call":"cancel","reason":"r","dry_run":true}"#, as: .clerk,
                headers: Self.key("k"))
            #expect(dry.header("idempotency-replayed") == nil)
            #expect(
                try await bench.journal.removeClaims(before: .init(clamping: .max), limit: 9) == 0)
        }
    }

    @Test(arguments: ["", " ", "a b", "ключ", String(repeating: "k", count: 256)])
    func `a key that is none is refused`(text: String) async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.call(
                Self.creation, as: .service, headers: Self.key(text))
            #expect(answer.status == 400)
            #expect(answer.code == "header_invalid")
            #expect(bench.provider.sent.isEmpty)
        }
    }

    @Test func `keys of more than a week ago are removed`() async throws {
        let clock = ManualClock()
        let journal = InMemoryJournal()
        let engine = Engine(journal: journal, provider: FakeProvider(), clock: clock)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let requests = IdempotentRequests(journal, engine: engine, logger: quiet)
        let claim = IdempotencyClaim(
            key: Digest32.of("k".utf8), request: Digest32.of("r".utf8), at: clock.now())
        #expect(try await journal.claim(claim) == nil)
        clock.advance(by: .seconds(7 * 86_400))
        await requests.removeOldClaims()
        #expect(try await journal.claim(claim) == claim)
        clock.advance(by: .seconds(1))
        await requests.removeOldClaims()
        #expect(try await journal.claim(claim) == nil)
    }
}
