import Crypto
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderService

/// The file of tokens.
@Suite struct TokenListTests {
    private static let now = Timestamp(clamping: 1_767_225_600_000)

    private static func list() throws -> (TokenList, BearerToken) {
        var list = TokenList()
        let token = try list.issue(
            to: Principal(name: ActorName("财务-2"), roles: [.clerk, .approver]), at: now,
            expiresAt: now.advanced(by: .seconds(60)), random: SeededRandom(seed: 1))
        _ = try list.issue(
            to: Principal(name: ActorName("shop"), roles: [.service]), at: now,
            random: SeededRandom(seed: 2))
        return (list, token)
    }

    private static func digest(of token: String) -> SHA256.Digest {
        SHA256.hash(data: Array(token.utf8))
    }

    @Test func `a list is read as it was written`() throws {
        let (list, _) = try Self.list()
        #expect(try TokenList(json: list.json) == list)
    }

    @Test func `a list keeps digests, and no token`() throws {
        let (list, token) = try Self.list()
        let text = String(decoding: list.json, as: UTF8.self)
        #expect(token.secret.hasPrefix("pst_"))
        #expect(token.secret.utf8.count == 4 + 64)
        #expect(!text.contains(token.secret.dropFirst(4)))
        #expect(text.contains(Digest32.of(token.secret.utf8).hex))
    }

    @Test func `a token is found by itself alone`() throws {
        let (list, token) = try Self.list()
        #expect(list.entry(of: Self.digest(of: token.secret))?.principal.name.text == "财务-2")
        for other in [
            "", "pst_", String(token.secret.dropLast()), token.secret + "0",
            token.secret.uppercased(), String(token.secret.dropFirst(4)),
            Digest32.of(token.secret.utf8).hex,
        ] {
            #expect(list.entry(of: Self.digest(of: other)) == nil)
        }
    }

    @Test func `a token ends at its time`() throws {
        let (list, token) = try Self.list()
        let tokens = AcceptedTokens(list)
        let credential = try tokens.credential(presenting: ["Bearer \(token.secret)"])
        let end = Self.now.advanced(by: .seconds(60))
        #expect(
            try tokens.principal(of: credential, at: end.advanced(by: .milliseconds(-1)))
                .roles == [.clerk, .approver])
        #expect(throws: ServiceProblem.self) {
            try tokens.principal(of: credential, at: end)
        }
    }

    @Test func `a token is revoked by its identifier`() throws {
        var (list, token) = try Self.list()
        let id = try #require(list.entries.first?.id)
        #expect(list.revoke("tok_000000000000") == nil)
        #expect(list.revoke(id)?.principal.name.text == "财务-2")
        #expect(list.entry(of: Self.digest(of: token.secret)) == nil)
        #expect(list.entries.count == 1)
    }

    @Test func `a token without a role is none`() throws {
        var list = TokenList()
        #expect(throws: TokenListError.self) {
            try list.issue(
                to: Principal(name: ActorName("x"), roles: []), at: Self.now,
                random: SeededRandom(seed: 1))
        }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"version":2,"tokens":[]}"#, #"{"version":1,"tokens":{}}"#,
        #"{"version":1,"tokens":[],"x":1}"#, #"{"version":1,"tokens":[{}]}"#,
        #"{"version":1,"tokens":[{"name":"a b","roles":["clerk"],"sha256":"","#
            + #""created_at_ms":0,"expires_at_ms":null}]}"#,
        #"{"version":1,"tokens":[{"name":"a","roles":["root"],"sha256":"00","#
            + #""created_at_ms":0,"expires_at_ms":null}]}"#,
    ])
    func `what is no list of tokens is refused`(text: String) {
        #expect(throws: TokenListError.self) { try TokenList(json: Array(text.utf8)) }
    }

    @Test(arguments: ["name", "roles", "sha256", "created_at_ms", "expires_at_ms"])
    func `an entry that lacks a member is refused, and told by its place`(member: String) throws {
        let (list, _) = try Self.list()
        let text = String(decoding: list.json, as: UTF8.self)
            .replacing("\"\(member)\":", with: "\"other\":")
        let error = #expect(throws: TokenListError.self) { try TokenList(json: Array(text.utf8)) }
        #expect(error?.explanation.contains("/tokens/0") == true)
        #expect(error?.code == .tokenListInvalid)
    }

    @Test func `the API listens in clear text on loopback alone`() throws {
        let elsewhere = ListenAddress(host: "0.0.0.0", port: 8090)
        let error = #expect(throws: ListenerNotLoopback.self) {
            try OrderServerSettings(api: elsewhere)
        }
        #expect(error?.code == .listenerNotLoopback)
        #expect(try OrderServerSettings(api: elsewhere, isBehindTLS: true).api == elsewhere)
        #expect(ListenAddress(host: "::1", port: 1).isLoopback)
    }
}
