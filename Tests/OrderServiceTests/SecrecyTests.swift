import HTTPTypes
import InMemoryLogging
import Logging
import StrictJSON
import Testing

@testable import OrderService

/// No token is in any answer, and none in any line of the log.
@Suite struct SecrecyTests {
    @Test func `no token comes back, and none is logged`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let secrets = bench.tokens.values.map(\.secret) + [bench.expired.secret]
            var answers: [Answered] = []
            for secret in secrets + ["pst_canary-of-a-stranger"] {
                let headers = [("authorization", "Bearer \(secret)")]
                for endpoint in Endpoint.allCases where endpoint != .events {
                    let path = endpoint.path.replacing("{no}", with: ServiceBench.number)
                        .replacing("{code}", with: "1234567890")
                    answers.append(
                        try await bench.send(
                            endpoint.method.rawValue, path, as: nil,
                            json: endpoint.method == .post ? #"{"x":"\#(secret)"}"# : nil,
                            headers: headers))
                }
                answers.append(
                    try await bench.send("GET", "/v1/orders/\(secret)", as: nil, headers: headers))
                answers.append(
                    try await bench.send(
                        "GET", "/v1/orders?cursor=\(secret)", as: nil, headers: headers))
            }
            let lines = bench.log.entries.map {
                "\($0.message) \($0.metadata) \(String(describing: $0.error))"
            }
            #expect(lines.count > 100)
            for secret in secrets + ["canary"] {
                #expect(!answers.contains { $0.text.contains(secret) })
                #expect(!answers.contains { $0.headerText.contains(secret) })
                #expect(!lines.contains { $0.contains(secret) })
            }
            #expect(!answers.contains { $0.status >= 500 })
        }
    }

    @Test func `a token describes itself as nothing`() async throws {
        try await ServiceBench.serving { bench in
            let token = try #require(bench.tokens[.clerk])
            var dumped = ""
            dump(token, to: &dumped)
            for text in ["\(token)", String(reflecting: token), dumped] {
                #expect(!text.contains(token.secret))
            }
        }
    }
}
