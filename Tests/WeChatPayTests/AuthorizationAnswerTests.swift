import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

/// What WeChat's answers say of authorizations, and what they prove.
struct AuthorizationAnswerTests {
    private static let we = WeChatImitation()
    private static let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
    private static let moment = Timestamp(clamping: 1_528_425_296_000)

    /// An authorization with some members changed or taken away.
    private static func body(_ changes: [String: String?] = [:]) -> String {
        var members: [String: String] = [
            "service_id": "500001", "appid": "wxd678efh567hg6787", "mchid": "1230000109",
            "openid": openID, "authorization_code": "AUTH-1", "authorization_state": "AVAILABLE",
            "authorization_success_time": "2018-06-08T10:34:56+08:00",
        ]
        for (name, value) in changes { members[name] = value }
        return "{" + members.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
    }

    private static func query(
        _ reference: AuthorizationReference, _ reply: ServerReply
    ) async throws -> ProviderAnswer<AuthorizationObservation> {
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                await provider.query(reference)
            }
        }
    }

    private static func send(
        _ wish: AuthorizationWish, _ reply: ServerReply
    ) async throws -> ProviderAnswer<AuthorizationReceipt> {
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                await provider.send(try provider.request(for: wish))
            }
        }
    }

    private static func code() throws -> AuthorizationReference {
        .code(try AuthorizationCode("AUTH-1"))
    }

    private static func terminate() throws -> AuthorizationWish {
        .terminate(try code(), try CancelReason("用户要求"))
    }

    @Test func `a query shows where an authorization stands, and since when`() async throws {
        let answer = try await Self.query(Self.code(), Self.we.answer(200, Self.body()))
        guard case .accepted(let seen, let evidence) = answer else {
            Issue.record("not accepted: \(answer)")
            return
        }
        #expect(seen.snapshot.shown == .available)
        #expect(seen.snapshot.openedAt == Self.moment)
        #expect(seen.code?.text == "AUTH-1" && seen.openID?.text == Self.openID)
        #expect(evidence.excerpt?.contains("AVAILABLE") == true)
        #expect(evidence.excerpt?.contains(Self.openID) == false)
    }

    @Test func `the digest of an answer does not confirm who the customer is`() async throws {
        var digests: [String] = []
        for openID in [Self.openID, "oSomebodyElse"] {
            let order = "{\"openid\":\"\(openID)\",\"authorization_state\":\"AVAILABLE\"}"
            let answer = try await Self.query(Self.code(), Self.we.answer(200, order))
            guard case .accepted(_, let evidence) = answer else {
                Issue.record("not accepted: \(answer)")
                return
            }
            digests.append(evidence.bodyDigest)
        }
        #expect(digests.first == digests.last)
    }

    @Test(arguments: [
        ["mchid": "1900000000"], ["appid": "wx0"], ["service_id": "1"],
        ["authorization_code": "AUTH-2"], ["authorization_code": "cus_00112233445566778899"],
        ["authorization_success_time": "yesterday"], ["openid": "a/b"],
    ])
    func `an answer about something else is not believed`(changes: [String: String]) async throws {
        let answer = try await Self.query(Self.code(), Self.we.answer(200, Self.body(changes)))
        guard case .unknown(.unreadable) = answer else {
            Issue.record("believed: \(answer)")
            return
        }
    }

    @Test func `an answer about another customer is not believed`() async throws {
        let reference = AuthorizationReference.openID(try OpenID(Self.openID))
        for (openID, isBelieved) in [(Self.openID, true), ("oSomebodyElse", false)] {
            let reply = Self.we.answer(200, Self.body(["openid": openID]))
            let answer = try await Self.query(reference, reply)
            if case .accepted = answer {
                #expect(isBelieved)
            } else {
                #expect(!isBelieved, "\(answer)")
            }
        }
    }

    @Test func `a word that no page prints is told as it came`() async throws {
        let reply = Self.we.answer(200, Self.body(["authorization_state": "PAUSED"]))
        guard case .accepted(let seen, _) = try await Self.query(Self.code(), reply) else {
            Issue.record("not accepted")
            return
        }
        #expect(seen.snapshot.state == "PAUSED" && seen.snapshot.shown == .indeterminate)
    }

    @Test func `only a signed 204 without a body proves an end`() async throws {
        guard case .accepted = try await Self.send(Self.terminate(), Self.we.answer(204, "")) else {
            Issue.record("a signed 204 is not believed")
            return
        }
        for reply in [
            Self.we.answer(200, "{}"), Self.we.answer(200, Self.body()),
            ServerReply.answer(status: 204, headers: [], body: []),
        ] {
            guard case .unknown = try await Self.send(Self.terminate(), reply) else {
                Issue.record("believed")
                return
            }
        }
    }

    @Test func `a request succeeds with a token, and shows nothing of it`() async throws {
        let wish = AuthorizationWish.request(try AuthorizationCode("AUTH-1"), notifyURL: nil)
        let reply = Self.we.answer(200, #"{"apply_permissions_token":"t0ken"}"#)
        guard case .accepted(let receipt, _) = try await Self.send(wish, reply) else {
            Issue.record("not accepted")
            return
        }
        #expect(receipt.token == "t0ken" && !"\(receipt)".contains("t0ken"))
        for body in [
            "{}", #"{"apply_permissions_token":""}"#, #"{"apply_permissions_token":"a\nb"}"#,
            #"{"apply_permissions_token":7}"#,
            #"{"apply_permissions_token":"\#(String(repeating: "x", count: 301))"}"#,
        ] {
            guard case .unknown = try await Self.send(wish, Self.we.answer(200, body)) else {
                Issue.record("believed: \(body)")
                return
            }
        }
    }

    @Test func `a refusal does not repeat the customer whom the path names`() async throws {
        let openID = try OpenID(Self.openID)
        let message = "openid \(Self.openID) is wrong"
        for reply in [
            Self.we.error(400, "INVALID_REQUEST", message),
            ServerReply.answer(
                status: 403, headers: [],
                body: Array(#"{"code":"NO_AUTH","message":"\#(message)"}"#.utf8)),
        ] {
            let answer = try await Self.send(
                .terminate(.openID(openID), try CancelReason("用户要求")), reply)
            #expect(!"\(answer)".contains(Self.openID))
            let shown = try await Self.query(.openID(openID), reply)
            #expect(!"\(shown)".contains(Self.openID))
        }
    }

    @Test(
        arguments: [
            ("2018-06-08T10:34:56+08:00", 1_528_425_296_000),
            ("2018-06-08T02:34:56Z", 1_528_425_296_000),
            ("2018-06-08T02:34:56.789Z", 1_528_425_296_789),
            ("2018-06-07T22:04:56-04:30", 1_528_425_296_000),
            ("2018-02-29T00:00:00Z", nil), ("2018-13-01T00:00:00Z", nil),
            ("2018-06-08T24:00:00Z", nil), ("2018-06-08 10:34:56+08:00", nil),
            ("2018-06-08T10:34:56", nil), ("1969-01-01T00:00:00Z", nil), ("", nil),
        ] as [(String, Int64?)])
    func `a moment is read as WeChat writes it`(text: String, milliseconds: Int64?) {
        #expect(RFC3339.timestamp(text)?.milliseconds == milliseconds)
    }
}
