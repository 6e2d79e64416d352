import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

/// That an answer is believed once only.
struct SeenNoncesTests {
    private static let body = Array("{}".utf8)

    private static func verify(
        _ answer: [(String, String)], by verifier: AnswerVerifier
    ) -> VerificationProblem? {
        let headers = SignatureHeaders { name in answer.filter { $0.0 == name }.map(\.1) }
        guard let headers else { return .signatureMalformed }
        do throws(UnverifiedSignature) {
            _ = try verifier.verify(headers, body: body, at: TestKeys.now)
            return nil
        } catch {
            return error.problem
        }
    }

    @Test func `an answer that was kept is not believed again, by no provider of the process`()
        throws
    {
        let ring = KeyRing([try TestKeys.trustedKey()])
        let kept = WeChatImitation().headers(over: Self.body)
        let first = AnswerVerifier(ring: ring)
        #expect(Self.verify(kept, by: first) == nil)
        #expect(Self.verify(kept, by: first) == .nonceRepeated)
        #expect(Self.verify(kept, by: AnswerVerifier(ring: ring)) == .nonceRepeated)
        #expect(Self.verify(WeChatImitation().headers(over: Self.body), by: first) == nil)
    }

    @Test func `a forged answer uses up no nonce`() throws {
        let verifier = AnswerVerifier(
            ring: KeyRing([try TestKeys.trustedKey()]), nonces: SeenNonces())
        let honest = WeChatImitation()
        var forged = honest
        forged.key = TestKeys.stranger
        #expect(Self.verify(forged.headers(over: Self.body), by: verifier) == .signatureWrong)
        #expect(Self.verify(honest.headers(over: Self.body), by: verifier) == nil)
    }

    @Test func `a replay over the wire is no answer`() async throws {
        let kept = WeChatImitation().answer(200, WeChatImitation.order("A1"))
        let order = try OutOrderNumber("A1")
        try await LoopbackServer.serving(kept) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                #expect(Outcome(await provider.query(order)) == .accepted)
                #expect(
                    Outcome(await provider.query(order))
                        == .unverified(.nonceRepeated, status: 200))
            }
        }
    }

    @Test func `a list of certificates is believed once too`() async throws {
        let pem = try TestKeys.certificate(serial: [0x44, 0x00, 0x24])
        let list = try TestKeys.certificateList([("440024", pem)])
        let kept = ServerReply.answer(
            status: 200, headers: WeChatImitation().headers(over: list), body: list)
        try await LoopbackServer.serving(kept) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let first = try await provider.fetchCertificates()
                #expect(first == ["440024"])
                let again = try? await provider.fetchCertificates()
                #expect(again == nil)
            }
        }
    }

    @Test func `a nonce is remembered for fifteen minutes at least, and not for ever`() {
        let clock = ManualClock()
        let nonces = SeenNonces(clock: clock)
        clock.advance(by: SeenNonces.lifetime - .milliseconds(1))
        #expect(nonces.remember("late in the first span"))
        clock.advance(by: SeenNonces.lifetime)
        #expect(!nonces.remember("late in the first span"))
        #expect(nonces.remember("another"))
        clock.advance(by: SeenNonces.lifetime)
        #expect(!nonces.remember("another"))
        #expect(nonces.remember("late in the first span"))
        clock.advance(by: SeenNonces.lifetime * 2)
        #expect(nonces.remember("another"))
    }

    @Test func `the wall clock has no say in it`() {
        let clock = ManualClock()
        let nonces = SeenNonces(clock: clock)
        #expect(nonces.remember("one"))
        clock.setWall(clock.now().advanced(by: .seconds(86_400)))
        #expect(!nonces.remember("one"))
    }

    @Test func `a flood of answers takes bounded memory, and the newest are remembered`() {
        let nonces = SeenNonces(clock: ManualClock(), spanLimit: 10)
        for number in 0..<25 { #expect(nonces.remember("\(number)")) }
        for number in 15..<25 { #expect(!nonces.remember("\(number)"), "\(number)") }
        #expect(nonces.remember("0"))
    }
}
