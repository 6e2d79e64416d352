import OrderLifecycle
import Testing

/// How an actor is known, as records write it.
struct ActorIdentificationTests {
    @Test func `an identification is read back from its text`() throws {
        let oidc = ActorIdentification.verified(by: try IdentificationMethod("oidc"))
        #expect(oidc.text == "verified:oidc")
        #expect(ActorIdentification.claimed.text == "claimed")
        for identification in [.claimed, oidc] {
            #expect(try ActorIdentification(text: identification.text) == identification)
        }
    }

    @Test(arguments: [
        "", "Claimed", "claimed ", "verified", "verified:", "verified:OIDC", "verified:a b",
        "verified:" + String(repeating: "a", count: 33), "claim\u{65}\u{301}d",
    ])
    func `nothing else is one`(text: String) {
        #expect(throws: InvalidValue.self) { try ActorIdentification(text: text) }
    }

    @Test func `a caller's name is only claimed unless somebody says how it was checked`() throws {
        let caller = Caller(actor: actor("wang"), channel: try CallerChannel("cli"))
        #expect(caller.identification == .claimed)
    }

    @Test func `an authorization code has the characters of an out-order number`() {
        #expect((try? AuthorizationCode("A-1|*_z"))?.text == "A-1|*_z")
        #expect { try AuthorizationCode("a b") } throws: {
            ($0 as? InvalidValue)?.field == .authorizationCode
        }
    }
}
