import HTTPTypes
import OrderLifecycle
import Testing

@testable import OrderService

/// Who may do what: every endpoint with every kind of token.
@Suite struct EndpointAccessTests {
    /// The table as the page docs/operating/service.md has it: the first letters of the roles.
    private static let table: [String: String] = [
        "orders": "rcaos", "order": "rcaos", "history": "rcaos", "export": "rcaos",
        "approvals": "rcaos", "approval": "rcaos", "approval_request": "cas",
        "approval_acknowledge": "a", "approval_reject": "a", "approval_withdraw": "cas",
        "diagram": "rcaos",
        "attempts": "rcaos", "authorization": "rcaos", "authorizations": "rcaos",
        "limit": "rcaos", "checkpoints": "rcaos",
        "drift": "rcaos", "events": "rcaos", "metrics": "rcaos",
        "decision": "cas", "calls": "cas",
        "protect": "o", "unprotect": "o", "limit_reset": "o", "reconcile": "o", "seal": "o",
        "verification": "rcaos", "verify": "o",
    ]
    private static let open: Set = ["livez", "readyz", "document"]

    @Test func `the table names every endpoint`() {
        let named = Set(Self.table.keys).union(Self.open)
        #expect(named == Set(Endpoint.allCases.map(\.rawValue)))
    }

    @Test func `no two endpoints are at the same place`() {
        let places = Endpoint.allCases.map { "\($0.method) \($0.path)" }
        #expect(Set(places).count == places.count)
    }

    @Test func `every endpoint asks who it is, and whether they may`() async throws {
        try await ServiceBench.serving { bench in
            for endpoint in Endpoint.allCases {
                for visitor in Self.visitors(of: bench) {
                    let status = try await Self.status(endpoint, visitor.token, bench)
                    let expected = Self.expectation(endpoint, visitor.kind)
                    #expect(
                        expected(status),
                        "\(endpoint.rawValue) as \(visitor.kind): \(status)")
                }
            }
        }
    }

    private static func visitors(
        of bench: ServiceBench
    ) -> [(kind: String, token: String?)] {
        [("none", nil), ("bad", "pst_00"), ("expired", bench.expired.secret)]
            + Role.allCases.map { ($0.rawValue, bench.tokens[$0]?.secret) }
    }

    private static func expectation(
        _ endpoint: Endpoint, _ kind: String
    ) -> (Int) -> Bool {
        if open.contains(endpoint.rawValue) { return { $0 == 200 } }
        if ["none", "bad", "expired"].contains(kind) { return { $0 == 401 } }
        let may = table[endpoint.rawValue]?.contains(kind.prefix(1)) == true
        return may ? { ![401, 403].contains($0) && $0 < 500 } : { $0 == 403 }
    }

    private static func status(
        _ endpoint: Endpoint, _ token: String?, _ bench: ServiceBench
    ) async throws -> Int {
        let path = endpoint.path.replacing("{no}", with: ServiceBench.number)
            .replacing("{code}", with: "1234567890")
            .replacing("{approval}", with: "apr_00112233445566778899")
        return try await Answered.status(
            endpoint.method.rawValue, "http://127.0.0.1:\(bench.apiPort)\(path)",
            json: endpoint.method == .post ? "{}" : nil,
            headers: token.map { [("authorization", "Bearer \($0)")] } ?? [])
    }

    @Test func `only an approver acknowledges, and each role has its calls`() {
        #expect(Role.allCases.filter(\.mayAcknowledge) == [.approver])
        let calls = Role.allCases.map { role in
            role.rawValue + ": " + role.calls.map(\.rawValue).sorted().joined(separator: " ")
        }
        #expect(
            calls == [
                "reader: ", "clerk: cancel collect complete modify report_paid",
                "approver: cancel modify report_paid", "operator: ",
                "service: cancel collect complete create create_completed modify",
            ])
    }

    @Test func `a token that was revoked is refused at once`() async throws {
        try await ServiceBench.serving { bench in
            let before = try await bench.send("GET", "/v1/limit")
            bench.accepted.replace(with: TokenList())
            let after = try await bench.send("GET", "/v1/limit")
            #expect(before.status == 200)
            #expect(after.status == 401)
            #expect(after.code == "token_unknown")
            #expect(after.header("www-authenticate")?.contains("Bearer") == true)
        }
    }

    @Test(arguments: [
        "Bearer", "bearer  x", "Basic cGF5OnNjb3Jl", "Bearer a b", "", "pst_00",
    ])
    func `a header that is no bearer token is none`(value: String) async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send(
                "GET", "/v1/limit", as: nil, headers: [("authorization", value)])
            #expect(answer.status == 401)
            #expect(answer.code == "token_missing")
        }
    }

    @Test func `two tokens at once are none`() async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send(
                "GET", "/v1/limit", headers: [("authorization", "Bearer pst_00")])
            #expect(answer.status == 401)
        }
    }

    @Test func `the scheme of a token may be in small letters`() async throws {
        try await ServiceBench.serving { bench in
            let token = try #require(bench.tokens[.reader])
            let answer = try await bench.send(
                "GET", "/v1/limit", as: nil, headers: [("authorization", "bearer \(token.secret)")])
            #expect(answer.status == 200)
        }
    }
}
