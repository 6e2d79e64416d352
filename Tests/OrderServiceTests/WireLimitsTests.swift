import OrderEngineTesting
import OrderService
import Testing

/// What a connection may do: written by hand, byte for byte.
@Suite struct WireLimitsTests {
    private static func head(_ more: String...) -> String {
        (["POST /v1/limit/reset HTTP/1.1", "Host: x", "Content-Type: application/json"] + more)
            .joined(separator: "\r\n") + "\r\n\r\n"
    }

    private static var hasty: OrderServerLimits {
        var limits = OrderServerLimits()
        limits.idleTimeout = .milliseconds(300)
        limits.readTimeout = .milliseconds(300)
        return limits
    }

    @Test(arguments: ["", "GET /v1/limit HTTP/1.1\r\nHost: x\r\nX-Slow: ", "G"])
    func `a connection whose headers do not come is closed`(begun: String) async throws {
        try await ServiceBench.serving(limits: Self.hasty) { bench in
            let received = try await RawConnection(port: bench.apiPort).exchange(begun)
            #expect(!received.contains("200"))
        }
    }

    @Test func `a connection whose body does not come is closed`() async throws {
        try await ServiceBench.serving(limits: Self.hasty) { bench in
            let received = try await RawConnection(port: bench.apiPort).exchange(
                Self.head("Content-Length: 10"), "{")
            #expect(received.isEmpty || !received.hasPrefix("HTTP/1.1 2"))
        }
    }

    @Test(arguments: [
        ("Content-Length: 100", #"{"call":"collect"}"#),
        ("Transfer-Encoding: chunked", "12\r\n{\"call\":\"collect\"}\r\n"),
    ])
    func `a body that was cut is not obeyed, although it is whole JSON`(
        length: String, body: String
    ) async throws {
        try await ServiceBench.serving(limits: Self.hasty) { bench in
            try await bench.awaitPayment()
            let sent = bench.provider.sent.count
            let token = try #require(bench.tokens[.clerk]).secret
            let head = [
                "POST /v1/orders/ORDER-1/calls HTTP/1.1", "Host: x", length,
                "Authorization: Bearer \(token)", "Content-Type: application/json", "", "",
            ].joined(separator: "\r\n")
            let connection = RawConnection(port: bench.apiPort)
            let late = try await connection.exchange(head, body)
            #expect(!late.hasPrefix("HTTP/1.1 2"), "\(late)")
            let cut = try await connection.exchange(head, body, isCut: true)
            #expect(!cut.hasPrefix("HTTP/1.1 2"), "\(cut)")
            #expect(bench.provider.sent.count == sent)
        }
    }

    @Test func `a body over the limit is refused, however it is announced`() async throws {
        try await ServiceBench.serving { bench in
            let connection = RawConnection(port: bench.apiPort)
            let told = try await connection.exchange(Self.head("Content-Length: 65537"))
            #expect(told.hasPrefix("HTTP/1.1 413"), "\(told)")
            #expect(told.contains("body_too_large"))
            let chunk = String(repeating: " ", count: 65_537)
            let chunked = try await connection.exchange(
                Self.head("Transfer-Encoding: chunked"), "10001\r\n\(chunk)\r\n")
            #expect(chunked.hasPrefix("HTTP/1.1 413"), "\(chunked)")
        }
    }

    @Test func `a body at the limit is read`() async throws {
        try await ServiceBench.serving { bench in
            let body = String(repeating: " ", count: 65_534) + "{}"
            let answer = try await bench.send(
                "POST", "/v1/limit/reset", as: .operator, json: body)
            #expect(answer.code == "member_missing")
        }
    }

    @Test(arguments: [
        ["Content-Length: 2", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 2"],
        ["Content-Length: 2", "Content-Length: 3"],
        ["Content-Length: +2"], ["Content-Length: -2"], ["Content-Length: 0x2"],
        ["Content-Length : 2"], ["Content-Length: 2\r\n folded: x"],
        ["Transfer-Encoding: chunked, identity"], ["Transfer-Encoding: xchunked"],
    ])
    func `a request that two readers could part in two ways is refused`(
        headers: [String]
    ) async throws {
        try await ServiceBench.serving { bench in
            let smuggled = "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let head =
                (["POST /livez HTTP/1.1", "Host: x"] + headers).joined(separator: "\r\n")
                + "\r\n\r\n"
            let received = try await RawConnection(port: bench.apiPort).exchange(
                head, "0\r\n\r\n", smuggled)
            #expect(!received.contains("ready"), "\(received)")
            #expect(!received.contains("HTTP/1.1 200"), "\(received)")
        }
    }

    @Test func `more headers than the limit are refused`() async throws {
        try await ServiceBench.serving { bench in
            let many = (0..<200).map { "X-\($0): y" }.joined(separator: "\r\n")
            let long = "X: " + String(repeating: "y", count: 20_000)
            for headers in [many, long] {
                let received = try await RawConnection(port: bench.apiPort).exchange(
                    "GET /livez HTTP/1.1\r\nHost: x\r\n\(headers)\r\n\r\n")
                #expect(!received.contains("HTTP/1.1 200"), "\(received)")
            }
        }
    }

    @Test(arguments: ["\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])
    func `another protocol is not spoken`(opening: String) async throws {
        try await ServiceBench.serving(limits: Self.hasty) { bench in
            let received = try await RawConnection(port: bench.apiPort).exchange(opening)
            #expect(!received.contains(" 200 "))
        }
    }

    @Test func `requests may come one behind the other`() async throws {
        try await ServiceBench.serving { bench in
            let one = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
            let last = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let received = try await RawConnection(port: bench.apiPort).exchange(
                String(repeating: one, count: 99) + last)
            #expect(received.split(separator: "HTTP/1.1 200").count == 100)
        }
    }

    @Test func `an answer to HEAD has no body`() async throws {
        try await ServiceBench.serving { bench in
            let received = try await RawConnection(port: bench.apiPort).exchange(
                "HEAD /v1/limit HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(received.hasPrefix("HTTP/1.1 405"))
            #expect(!received.contains("method_not_allowed"))
            #expect(received.contains("\r\n\r\nHTTP/1.1 200"))
        }
    }

    @Test func `more requests at once than the limit are told to come again`() async throws {
        var limits = OrderServerLimits()
        limits.requests = 1
        try await ServiceBench.serving(limits: limits) { bench in
            let path = "/openapi.json"
            // Who sends half a request takes no place.
            try await RawConnection(port: bench.apiPort).holding(
                Self.head("Content-Length: 10")
            ) {
                for _ in 0..<20 {
                    let answer = try await bench.send("GET", path)
                    #expect(answer.status == 200)
                }
            }
            // Who follows the events stays under way.
            let token = try #require(bench.tokens[.reader]).secret
            try await RawConnection(port: bench.apiPort).holding(
                "GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n"
            ) {
                var answer = try await bench.send("GET", path)
                while answer.status == 200 { answer = try await bench.send("GET", path) }
                #expect(answer.status == 429)
                #expect(answer.code == "too_many_requests")
                #expect(answer.header("retry-after") == "1")
                // Load is not taken for death.
                for probe in ["/livez", "/readyz"] {
                    #expect(try await bench.send("GET", probe).status == 200)
                }
                // The notifications have a limit of their own.
                let notified = try await Answered.of(
                    "POST", "http://127.0.0.1:\(bench.notificationPort)/notify", json: "{}")
                #expect(notified.status == 401)
            }
        }
    }

    @Test(arguments: [
        "GET /v1/limit HTTP/1.1\r\n", "GET /v1/limit HTTP/1.1\r\nHost: x\r\nHost: y\r\n",
        "GET /v1/limit HTTP/1.1\r\nHost: \r\n",
    ])
    func `a request that does not say clearly whom it asks is refused`(start: String) async throws {
        try await ServiceBench.serving { bench in
            let token = try #require(bench.tokens[.reader]).secret
            let received = try await RawConnection(port: bench.apiPort).exchange(
                start + "Authorization: Bearer \(token)\r\nConnection: close\r\n\r\n")
            #expect(received.hasPrefix("HTTP/1.1 400"), "\(received)")
        }
    }

    @Test func `one principal cannot take all places`() async throws {
        var limits = OrderServerLimits()
        limits.requests = 4
        try await ServiceBench.serving(limits: limits) { bench in
            let (released, release) = AsyncStream.makeStream(of: Void.self)
            let held = FakeProvider.Mishap.after { for await _ in released {} }
            bench.provider.disturbQueries(held, held, held)
            let path = "/v1/orders/\(ServiceBench.number)/decision"
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await bench.send(
                            "POST", path, as: .clerk, json: #"{"call":"cancel"}"#
                        ).status
                    }
                }
                // Until the clerk has taken theirs, theirs are answered.
                var own = try await bench.send("GET", "/v1/limit", as: .clerk)
                while own.status != 429 {
                    own = try await bench.send("GET", "/v1/limit", as: .clerk)
                }
                #expect(own.code == "too_many_requests")
                #expect(try await bench.send("GET", "/v1/limit", as: .reader).status == 200)
                release.finish()
                try await group.waitForAll()
            }
        }
    }

    @Test func `an answer that does not come in time is not waited for`() async throws {
        var limits = OrderServerLimits()
        limits.exchangeTimeout = .milliseconds(300)
        try await ServiceBench.serving(limits: limits) { bench in
            let (released, release) = AsyncStream.makeStream(of: Void.self)
            bench.provider.disturbQueries(.after { for await _ in released {} })
            let received = try await RawConnection(port: bench.apiPort).exchange(
                try Self.request(
                    "POST /v1/orders/ORDER-1/decision", in: bench, body: #"{"call":"cancel"}"#))
            #expect(received.isEmpty)
            release.finish()
        }
    }

    @Test(arguments: ["%FF", "%", "%2", "a%00b"])
    func `a part of a path that is no text is refused`(part: String) async throws {
        try await ServiceBench.serving { bench in
            let received = try await RawConnection(port: bench.apiPort).exchange(
                try Self.request("GET /v1/orders/\(part)", in: bench))
            #expect(received.hasPrefix("HTTP/1.1 400"), "\(received)")
            #expect(received.contains("application/problem+json"))
        }
    }

    /// A whole request, behind which the connection is closed.
    private static func request(
        _ line: String, in bench: ServiceBench, body: String = ""
    ) throws -> String {
        let token = try #require(bench.tokens[.clerk]).secret
        return [
            "\(line) HTTP/1.1", "Host: x", "Connection: close", "Authorization: Bearer \(token)",
            "Content-Type: application/json", "Content-Length: \(body.utf8.count)", "", body,
        ].joined(separator: "\r\n")
    }
}
