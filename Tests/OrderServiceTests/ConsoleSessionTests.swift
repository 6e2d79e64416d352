import HTTPTypes
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderService

/// How a session begins, and when it ends.
@Suite struct ConsoleSessionTests {
    private let now = Timestamp(clamping: 1_800_000_000_000)

    private func accepting() throws -> (ConsoleSessions, AcceptedTokens, String) {
        var list = TokenList()
        let token = try list.issue(
            to: Principal(name: ActorName("anna"), roles: [.reader]), at: now,
            expiresAt: now.advanced(by: .seconds(6 * 3600)), random: SystemRandom())
        let accepted = AcceptedTokens(list)
        return (ConsoleSessions(tokens: accepted, random: SystemRandom()), accepted, token.secret)
    }

    private func endless() throws -> (ConsoleSessions, String) {
        var list = TokenList()
        let token = try list.issue(
            to: Principal(name: ActorName("anna"), roles: [.reader]), at: now,
            random: SystemRandom())
        let sessions = ConsoleSessions(tokens: AcceptedTokens(list), random: SystemRandom())
        return (sessions, token.secret)
    }

    @Test func `a session ends eight hours after it began, however much it is used`() throws {
        let (sessions, token) = try endless()
        let secret = try sessions.begin(with: token, at: now)
        for minutes in stride(from: Int64(20), to: 480, by: 20) {
            let time = now.advanced(by: .seconds(minutes * 60))
            #expect(sessions.session(of: secret, at: time, isUse: true) != nil)
        }
        let end = now.advanced(by: .seconds(8 * 3600))
        #expect(sessions.session(of: secret, at: end, isUse: true) == nil)
    }

    @Test func `a session ends after half an hour in which nobody does anything`() throws {
        let (sessions, token) = try endless()
        let secret = try sessions.begin(with: token, at: now)
        let later = now.advanced(by: .seconds(29 * 60))
        // A page that refreshes itself is no use.
        #expect(sessions.session(of: secret, at: later, isUse: false) != nil)
        let end = now.advanced(by: .seconds(30 * 60))
        #expect(sessions.session(of: secret, at: end, isUse: true) == nil)
        #expect(sessions.session(of: secret, at: later, isUse: true) == nil)
    }

    @Test func `a session ends with its token`() throws {
        let (sessions, accepted, token) = try accepting()
        let (first, second) = (
            try sessions.begin(with: token, at: now), try sessions.begin(with: token, at: now)
        )
        #expect(first != second)
        #expect(sessions.session(of: first, at: now, isUse: true)?.principal.name.text == "anna")
        accepted.replace(with: TokenList())
        #expect(sessions.session(of: first, at: now, isUse: true) == nil)
    }

    @Test func `a session ends when its token does`() throws {
        let (sessions, _, token) = try accepting()
        let secret = try sessions.begin(with: token, at: now)
        var time = now
        while time < now.advanced(by: .seconds(6 * 3600)) {
            #expect(sessions.session(of: secret, at: time, isUse: true) != nil)
            time = time.advanced(by: .seconds(1200))
        }
        #expect(sessions.session(of: secret, at: time, isUse: true) == nil)
    }

    @Test func `a clock that is set back ends a session`() throws {
        let (sessions, token) = try endless()
        let secret = try sessions.begin(with: token, at: now)
        let before = now.advanced(by: .seconds(-1))
        #expect(sessions.session(of: secret, at: before, isUse: true) == nil)
    }

    @Test func `beyond the most sessions the oldest one ends`() throws {
        let (sessions, token) = try endless()
        let first = try sessions.begin(with: token, at: now)
        let later = now.advanced(by: .seconds(1))
        for _ in 0..<ConsoleSessions.limit { _ = try sessions.begin(with: token, at: later) }
        #expect(sessions.session(of: first, at: later, isUse: true) == nil)
    }

    @Test func `after twenty wrong tokens nobody signs in for a minute`() throws {
        let (sessions, token) = try endless()
        for _ in 0..<ConsoleSessions.failureLimit {
            #expect(throws: ServiceProblem.self) { try sessions.begin(with: "pst_00", at: now) }
        }
        let refused = #expect(throws: ServiceProblem.self) {
            try sessions.begin(with: token, at: now.advanced(by: .seconds(59)))
        }
        #expect(refused?.code == "sign_in_limited")
        #expect(refused?.status == .tooManyRequests)
        _ = try sessions.begin(with: token, at: now.advanced(by: .seconds(60)))
    }

    @Test func `the cookie is for the console alone, and no script reads it`() async throws {
        try await ServiceBench.serving { bench in
            let token = try #require(bench.tokens[.reader]).secret
            let answer = try await ConsoleBrowser(bench).post(
                "/console/sign-in", ["token": token], key: "")
            let cookie = try #require(answer.header("set-cookie"))
            for part in ["Path=/console", "HttpOnly", "SameSite=Strict", "Max-Age=28800"] {
                #expect(cookie.contains("; \(part)"))
            }
            #expect(!cookie.contains("Secure"))
            let secret = cookie.prefix { $0 != ";" }.dropFirst("payscore_session=".count)
            #expect(secret.count == 64)
        }
        try await ServiceBench.serving(isBehindTLS: true) { bench in
            let token = try #require(bench.tokens[.reader]).secret
            let answer = try await ConsoleBrowser(bench).post(
                "/console/sign-in", ["token": token], key: "")
            #expect(answer.header("set-cookie")?.hasSuffix("; Secure") == true)
        }
    }

    @Test func `signing out ends the session, and so does a token that is revoked`() async throws {
        try await ServiceBench.serving { bench in
            let (left, other) = (
                try await ConsoleBrowser(bench, as: .reader),
                try await ConsoleBrowser(bench, as: .clerk)
            )
            #expect(try await left.post("/console/sign-out").status == 303)
            #expect(try await left.get("/console/").status == 303)
            #expect(try await other.get("/console/").status == 200)
            bench.accepted.replace(with: TokenList())
            #expect(try await other.get("/console/").status == 303)
        }
    }

    @Test func `a wrong token, an old one and none are refused on the page`() async throws {
        try await ServiceBench.serving { bench in
            for token in ["pst_00", bench.expired.secret, ""] {
                let answer = try await ConsoleBrowser(bench).post(
                    "/console/sign-in", ["token": token], key: "")
                #expect(answer.status == 401)
                #expect(answer.header("set-cookie") == nil)
                #expect(answer.header("www-authenticate") == nil)
                #expect(answer.text.contains("role=\"alert\""))
            }
        }
    }
}
