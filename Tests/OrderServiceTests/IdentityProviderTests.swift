import Crypto
import CryptoExtras
import Foundation
import HTTPTypes
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import StrictJSON
import Testing

@testable import OrderService

/// Tokens that the merchant's identity provider signs.
@Suite struct IdentityProviderTests {
    private func principal(
        of token: String, _ provider: IdentityProvider, at now: Timestamp
    ) throws -> Principal {
        try AcceptedTokens(TokenList(), provider: provider)
            .principal(of: Credential(token: token), at: now)
    }

    private func refusal(
        of token: String, _ provider: IdentityProvider, at now: Timestamp
    ) -> String? {
        do {
            _ = try principal(of: token, provider, at: now)
            return nil
        } catch { return ServiceProblem(error).code }
    }

    @Test(arguments: ["elliptic", "edwards", "rsa"])
    func `a token says who somebody is and what they may do`(key: String) async throws {
        let bench = try IdentityBench()
        let found = try principal(
            of: bench.token(bench.claims(), key: key), await bench.provider(), at: bench.now)
        #expect(found == Principal(name: try ActorName("zhang.wei"), roles: [.clerk]))
    }

    @Test func `name and roles stand where the terms say`() async throws {
        let bench = try IdentityBench()
        var terms = bench.terms
        terms.nameClaim = "https://example.com/name"
        terms.roleClaim = "/realm_access/a~1b"
        terms.rolePrefix = "payscore:"
        let claims = bench.claims(
            .init("https://example.com/name", "李娜"),
            .init("realm_access", ["a/b": "payscore:approver reader payscore:reader other"]))
        let found = try principal(
            of: bench.token(claims), await bench.provider(terms), at: bench.now)
        #expect(found == Principal(name: try ActorName("李娜"), roles: [.approver, .reader]))
    }

    @Test func `a token without a role that is known may do nothing`() async throws {
        let bench = try IdentityBench()
        let provider = try await bench.provider()
        for roles in [JSONValue.null, [], "root", 7, ["Clerk"], [["clerk"]]] {
            let token = try bench.token(bench.claims(.init("roles", roles)))
            #expect(try principal(of: token, provider, at: bench.now).roles.isEmpty)
        }
    }

    @Test func `a token that is meant for others is refused, and its claim told`() async throws {
        let bench = try IdentityBench()
        let provider = try await bench.provider()
        let now = bench.now.milliseconds / 1000
        let unfit: [(JSONValue.Member, String)] = [
            (.init("iss", "https://login.example.com"), "iss"),
            (.init("iss", .null), "iss"),
            (.init("aud", "pay"), "aud"),
            (.init("aud", ["payscore "]), "aud"),
            (.init("aud", .null), "aud"),
            (.init("exp", .null), "exp"),
            (.init("exp", .number("\(now + 60).5")), "exp"),
            (.init("exp", .string("\(now + 60)")), "exp"),
            (.init("nbf", .number(now + 61)), "nbf"),
            (.init("nbf", "now"), "nbf"),
            (.init("sub", ""), "sub"),
            (.init("sub", "a b"), "sub"),
            (.init("sub", 7), "sub"),
        ]
        for (member, claim) in unfit {
            let token = try bench.token(bench.claims(member))
            let problem = #expect(throws: ServiceProblem.self) {
                try principal(of: token, provider, at: bench.now)
            }
            #expect(problem?.code == "token_unfit", "\(member)")
            #expect(problem?.english.contains("its claim \(claim) ") == true, "\(member)")
            #expect(problem?.headers[.wwwAuthenticate]?.contains("invalid_token") == true)
        }
        for early in [now, now + 60] {
            let token = try bench.token(bench.claims(.init("nbf", .number(early))))
            #expect(refusal(of: token, provider, at: bench.now) == nil)
        }
    }

    @Test func `a token ends at its time`() async throws {
        let bench = try IdentityBench()
        let provider = try await bench.provider()
        let token = try bench.token(bench.claims())
        let end = bench.now.advanced(by: .seconds(3600))
        #expect(
            refusal(of: token, provider, at: end.advanced(by: .milliseconds(-1))) == nil)
        #expect(refusal(of: token, provider, at: end) == "token_expired")
        let distant = try bench.token(bench.claims(.init("exp", 999_999_999_999_999)))
        #expect(refusal(of: distant, provider, at: bench.now) == nil)
    }

    @Test func `a token that no key has signed is unknown, whatever it says`() async throws {
        let bench = try IdentityBench()
        let provider = try await bench.provider()
        let claims = bench.claims(.init("roles", ["approver", "operator"]))
        let good = try bench.token(claims).split(separator: ".").map(String.init)
        let stranger = try IdentityBench()
        func with(_ header: JSONValue, key: String = "elliptic") throws -> String {
            try bench.token(claims, key: key, header: header)
        }
        func unsigned(_ header: JSONValue, _ signature: String = "") -> String {
            IdentityBench.base64url(header.canonical) + "." + good[1] + "." + signature
        }
        let shared = SymmetricKey(data: try bench.keySet().canonical)
        let hashed = ["alg": "HS256", "kid": "elliptic"] as JSONValue
        let mac = HMAC<SHA256>.authenticationCode(
            for: Data((IdentityBench.base64url(hashed.canonical) + "." + good[1]).utf8),
            using: shared)
        let forged = [
            unsigned(["alg": "none", "kid": "elliptic"]),
            unsigned(["alg": "none"]),
            unsigned(["alg": "ES256", "kid": "elliptic"]),
            unsigned(hashed, IdentityBench.base64url(mac)),
            try stranger.token(claims),
            try with(["alg": "ES256", "kid": "rsa"]),
            try with(["alg": "ES256", "kid": "encrypts"]),
            try with(["alg": "ES256"]),
            try with(["kid": "elliptic"]),
            try with(["alg": "ES256", "kid": "other"]),
            try with(["alg": "PS256", "kid": "rsa"], key: "rsa"),
            try with(["alg": "RS256", "kid": "encrypts"], key: "rsa"),
            try with(["alg": "ES256", "kid": "elliptic", "crit": ["b64"], "b64": false]),
            try bench.token(
                claims,
                header: ["alg": "ES256", "kid": "elliptic", "jwk": ["kty": "oct", "k": "AA"]]
            ).split(separator: ".").prefix(2).joined(separator: ".") + "." + good[2],
            good[0] + "." + IdentityBench.base64url(bench.claims().canonical) + "." + good[2],
            good.joined(separator: ".") + "=",
            good.joined(separator: ".") + ".",
            good.joined(separator: ".") + "\n",
            "." + good[1] + "." + good[2],
            "..", "a.b.c", String(repeating: "A", count: 20_000) + ".e30.AA",
        ]
        for token in forged {
            #expect(refusal(of: token, provider, at: bench.now) == "token_unknown", "\(token)")
        }
        #expect(refusal(of: good.joined(separator: "."), provider, at: bench.now) == nil)
        let nobody = AcceptedTokens(TokenList())
        #expect(throws: ServiceProblem.self) {
            try nobody.principal(
                of: Credential(token: good.joined(separator: ".")), at: bench.now)
        }
    }

    @Test func `a token is not shown`() throws {
        let bench = try IdentityBench()
        let token = try bench.token(bench.claims())
        let credential = Credential(token: token)
        for text in ["\(credential)", String(reflecting: credential)] {
            #expect(!text.contains(token.suffix(20)))
        }
    }

    @Test func `a key set that cannot be used is refused with its place`() async throws {
        let bench = try IdentityBench()
        let keys = try #require(bench.keySet()["keys"])
        guard case .array(let listed) = keys else { return }
        let (elliptic, rsa) = (listed[0], listed[2])
        func set(_ keys: [JSONValue]) -> JSONValue { ["keys": .array(keys)] }
        let unusable: [(JSONValue, String)] = [
            ([], "at most 100 keys"),
            (["keys": [:]], "at most 100 keys"),
            (set(Array(repeating: elliptic, count: 101)), "at most 100 keys"),
            (set([]), "no key of the set signs"),
            (set([listed[3]]), "no key of the set signs"),
            (set([elliptic.setting([.init("alg", "ES256K")])]), "no key of the set signs"),
            (set([elliptic.removing("kid")]), "/keys/0 is no usable key"),
            (set([elliptic.setting([.init("kid", "")])]), "/keys/0 is no usable key"),
            (set([elliptic, elliptic]), "/keys/1 is no usable key"),
            (set([elliptic.removing("y")]), "/keys/0 is no usable key"),
            (set([elliptic.setting([.init("x", "AAAA")])]), "/keys/0 is no usable key"),
            (set([rsa.setting([.init("n", "1w")])]), "/keys/0 is no usable key"),
            (set([elliptic, rsa.setting([.init("d", "AQAB")])]), "/keys/1 holds a secret"),
            (
                set([["kty": "oct", "kid": "shared", "alg": "HS256", "k": "AAAA"]]),
                "/keys/0 holds a secret"
            ),
        ]
        for (set, explanation) in unusable {
            let error = await #expect(throws: IdentityProviderError.self) {
                _ = try await IdentityProvider(bench.terms, keySet: set.canonical)
            }
            #expect(error?.explanation.contains(explanation) == true, "\(set)")
            #expect(error?.code == .identityKeysInvalid)
        }
        await #expect(throws: IdentityProviderError.self) {
            _ = try await IdentityProvider(bench.terms, keySet: Array("{".utf8))
        }
    }

    @Test func `records name whom the provider named, and how that is known`() async throws {
        let identity = try IdentityBench()
        try await ServiceBench.serving { bench in
            bench.accepted.replace(provider: try await identity.provider())
            try await bench.awaitPayment()
            let claims = identity.claims(
                from: SystemClock().now(), .init("roles", "operator reader"))
            let bearer = ("authorization", "Bearer \(try identity.token(claims))")
            let answer = try await bench.send(
                "POST", "/v1/orders/ORDER-1/protect", as: nil, json: #"{"reason":"disputed"}"#,
                headers: [bearer])
            #expect(answer.status == 200, "\(answer.text)")
            let history = try await bench.send("GET", "/v1/orders/ORDER-1/history", as: .reader)
            #expect(history.text.contains("zhang.wei"))
            #expect(history.text.contains("identity_token"))
            let other = try await bench.call(#"{"call":"collect"}"#, as: .reader)
            #expect(other.code == "call_not_permitted" || other.code == "role_missing")
            // Once the provider is gone, so are those whom it named.
            bench.accepted.replace(provider: nil)
            let later = try await bench.send("GET", "/v1/orders", as: nil, headers: [bearer])
            #expect(later.code == "token_unknown")
        }
    }

    @Test func `a session of the console ends with the token that began it`() async throws {
        let identity = try IdentityBench()
        let now = identity.now
        let tokens = AcceptedTokens(TokenList(), provider: try await identity.provider())
        let sessions = ConsoleSessions(tokens: tokens, random: SystemRandom())
        let claims = identity.claims(.init("exp", .number(now.milliseconds / 1000 + 60)))
        let secret = try sessions.begin(with: identity.token(claims), at: now)
        let last = now.advanced(by: .milliseconds(59_999))
        #expect(sessions.session(of: secret, at: last, isUse: true)?.principal.roles == [.clerk])
        #expect(
            sessions.session(of: secret, at: now.advanced(by: .seconds(60)), isUse: true) == nil)
    }
}
