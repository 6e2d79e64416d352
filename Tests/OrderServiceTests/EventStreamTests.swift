import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderService
import Testing

/// The records as they come, over HTTP.
@Suite struct EventStreamTests {
    /// Reads so many events of a stream.
    private static func events(
        _ count: Int, _ bench: ServiceBench, after id: String? = nil
    ) async throws -> [String] {
        let token = try #require(bench.tokens[.reader])
        let response = try await Answered.response(
            "GET", "http://127.0.0.1:\(bench.apiPort)/v1/events",
            headers: [("authorization", "Bearer \(token.secret)")]
                + (id.map { [("last-event-id", $0)] } ?? []))
        try #require(response.status == .ok)
        #expect(response.headers.first(name: "content-type") == "text/event-stream")
        var text = ""
        for try await part in response.body {
            text += String(decoding: part.readableBytesView, as: UTF8.self)
            // The last part may be cut, and the rest of it still to come.
            let events = text.components(of: "\n\n").dropLast().filter { $0.hasPrefix("id: ") }
            if events.count >= count { return Array(events.prefix(count)) }
        }
        return []
    }

    @Test func `a reader goes on behind the last event, and misses nothing`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let all = try await Self.events(6, bench)
            #expect(all.count == 6)
            let ids = all.compactMap { $0.split(separator: "\n").first?.dropFirst(4) }.map(
                String.init)
            let rest = try await Self.events(3, bench, after: ids[2])
            #expect(rest == Array(all.dropFirst(3)))
            #expect(all.allSatisfy { $0.contains("\nevent: record\ndata: {\"version\":1,") })
        }
    }

    @Test func `a record that comes later is sent at once`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let known = try await bench.engine.records(limit: 1000)
            let last = try #require(known.last)
            async let next = Self.events(1, bench, after: "\(last.position)")
            _ = try await bench.send(
                "POST", "/v1/orders/\(ServiceBench.number)/protect", as: .operator,
                json: #"{"reason":"dispute"}"#)
            let event = try await next
            #expect(event.first?.contains("protected") == true)
        }
    }

    @Test func `a shutdown ends the stream`() async throws {
        var limits = OrderServerLimits()
        limits.heartbeat = .seconds(3600)
        let (bodies, found) = AsyncStream.makeStream(of: HTTPClientResponse.Body.self)
        try await ServiceBench.serving(limits: limits) { bench in
            let token = try #require(bench.tokens[.reader])
            let response = try await Answered.response(
                "GET", "http://127.0.0.1:\(bench.apiPort)/v1/events",
                headers: [("authorization", "Bearer \(token.secret)")])
            found.yield(response.body)
        }
        // The server has ended, although somebody follows.
        found.finish()
        for await body in bodies {
            for try await _ in body {}
        }
    }

    @Test func `a stream ends when its token is revoked, and others go on`() async throws {
        var limits = OrderServerLimits()
        limits.heartbeat = .seconds(3600)
        try await ServiceBench.serving(limits: limits) { bench in
            func follow(_ role: Role) async throws -> HTTPClientResponse.Body {
                let token = try #require(bench.tokens[role])
                let response = try await Answered.response(
                    "GET", "http://127.0.0.1:\(bench.apiPort)/v1/events",
                    headers: [("authorization", "Bearer \(token.secret)")])
                try #require(response.status == .ok)
                return response.body
            }
            let (reader, clerk) = (try await follow(.reader), try await follow(.clerk))
            var rest = bench.list
            let id = try #require(rest.entries.first { $0.principal.roles == [.reader] }?.id)
            _ = rest.revoke(id)
            bench.accepted.replace(with: rest)
            for try await _ in reader {}
            try await bench.awaitPayment()
            for try await part in clerk
            where String(decoding: part.readableBytesView, as: UTF8.self).contains("id: ") {
                break
            }
        }
    }

    @Test func `one principal does not take the places of all`() async throws {
        var limits = OrderServerLimits()
        limits.followersOfPrincipal = 1
        try await ServiceBench.serving(limits: limits) { bench in
            let url = "http://127.0.0.1:\(bench.apiPort)/v1/events"
            let token = try #require(bench.tokens[.reader])
            let open = try await Answered.response(
                "GET", url, headers: [("authorization", "Bearer \(token.secret)")])
            #expect(open.status == .ok)
            #expect(try await bench.send("GET", "/v1/events").status == 429)
            let clerk = try #require(bench.tokens[.clerk])
            let other = try await Answered.response(
                "GET", url, headers: [("authorization", "Bearer \(clerk.secret)")])
            #expect(other.status == .ok)
            _ = (open, other)
        }
    }

    @Test func `no more readers follow than the limit`() async throws {
        var limits = OrderServerLimits()
        limits.followers = 0
        try await ServiceBench.serving(limits: limits) { bench in
            let answer = try await bench.send("GET", "/v1/events")
            #expect(answer.status == 429)
        }
    }
}

extension String {
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
