import OrderLifecycle
import Testing

@testable import OrderService

/// How many requests a principal may make.
@Suite struct RateLimitTests {
    @Test func `a bucket holds its burst, and fills with time`() throws {
        let limit = RateLimit(perSecond: 2, burst: 3)
        let clerk = try ActorName("clerk")
        for _ in 0..<3 { #expect(limit.take(of: clerk, at: .zero) == nil) }
        #expect(limit.take(of: clerk, at: .zero) == .milliseconds(500))
        #expect(limit.take(of: clerk, at: .milliseconds(250)) == .milliseconds(250))
        #expect(limit.take(of: clerk, at: .milliseconds(500)) == nil)
        #expect(limit.take(of: clerk, at: .milliseconds(500)) != nil)
        for _ in 0..<3 { #expect(limit.take(of: clerk, at: .seconds(3600)) == nil) }
        #expect(limit.take(of: clerk, at: .seconds(3600)) != nil)
    }

    @Test func `each principal has a bucket, also among many`() throws {
        let limit = RateLimit(perSecond: 1, burst: 1)
        let first = try ActorName("first")
        #expect(limit.take(of: first, at: .zero) == nil)
        for number in 0..<1000 {
            #expect(limit.take(of: try ActorName("p\(number)"), at: .zero) == nil)
        }
        #expect(limit.take(of: first, at: .zero) == .seconds(1))
    }

    @Test func `who is too fast is told to wait, and others are served`() async throws {
        var limits = OrderServerLimits()
        limits.requestsPerSecond = 1
        limits.requestBurst = 1
        try await ServiceBench.serving(limits: limits) { bench in
            var answer = try await bench.send("GET", "/v1/limit")
            #expect(answer.status == 200)
            while answer.status == 200 { answer = try await bench.send("GET", "/v1/limit") }
            #expect(answer.status == 429)
            #expect(answer.code == "rate_exceeded")
            #expect(answer.header("retry-after") == "1")
            #expect(try await bench.send("GET", "/v1/limit", as: .clerk).status == 200)
            #expect(try await bench.send("GET", "/readyz", as: nil).status == 200)
        }
    }

    @Test func `the console counts towards the same rate, and in the same metrics`() async throws {
        var limits = OrderServerLimits()
        limits.requestsPerSecond = 1
        limits.requestBurst = 2
        try await ServiceBench.serving(limits: limits) { bench in
            let browser = try await ConsoleBrowser(bench, as: .reader)
            var answer = try await browser.get("/console/limit")
            while answer.status == 200 { answer = try await browser.get("/console/limit") }
            #expect(answer.status == 429)
            #expect(answer.text.contains("rate_exceeded"))
            let metrics = try await bench.send("GET", "/metrics", as: .operator)
            #expect(metrics.text.contains(#"endpoint="console_limit",status="200""#))
        }
    }
}
