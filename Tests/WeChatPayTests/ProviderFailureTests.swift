import CryptoExtras
import NIOCore
import NIOHTTP1
import NIOSSL
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

/// Calls over real HTTP that go wrong, each in its way.
struct ProviderFailureTests {
    private static let we = WeChatImitation()
    private static let cancelled = WeChatImitation.cancelled("A1")

    /// A cancel's answer that lacks headers, or has them changed.
    private static func tampered(
        _ status: Int, _ body: String, _ change: ([(String, String)]) -> [(String, String)]
    ) -> ServerReply {
        let bytes = Array(body.utf8)
        return .answer(status: status, headers: change(we.headers(over: bytes)), body: bytes)
    }

    @Test(arguments: [
        (400, "ORDER_CANCELED", Refusal.Kind.alreadyRevoked), (400, "ORDER_DONE", .alreadyDone),
        (400, "INVALID_ORDER_STATE", .wrongState), (400, "INVALID_REQUEST", .invalidRequest),
        (400, "PARAM_ERROR", .invalidRequest), (403, "NO_AUTH", .notPermitted),
        (400, "APPID_MCHID_NOT_MATCH", .notPermitted), (404, "ORDER_NOT_EXIST", .unknownOrder),
        (401, "SIGN_ERROR", .signature), (429, "FREQUENCY_LIMITED", .rateLimited),
        (429, "RATELIMIT_EXCEEDED", .rateLimited), (400, "Order_Done", .other),
        (418, "WHATEVER", .other),
    ])
    func `a verified refusal is a refusal, an unsigned one is not`(
        status: Int, code: String, kind: Refusal.Kind
    ) async throws {
        #expect(
            try await ProviderCallTests.cancel(Self.we.error(status, code)) == .refused(kind, code))
        let unsigned = Self.tampered(status, "{\"code\":\"\(code)\"}") { _ in [] }
        #expect(
            try await ProviderCallTests.cancel(unsigned) == .unverified(.unsigned, status: status))
    }

    @Test func `a refusal does not repeat the customer, however long the request was`()
        async throws
    {
        let order = try OutOrderNumber("A1")
        let filling = String(repeating: "x", count: 5000)
        let request = ProviderRequest(
            call: .create(.noConfirm, riskFund: nil), order: order,
            message: RequestMessage(
                path: "/v3/create",
                body: Array(#"{"openid":"oCanary","attach":"\#(filling)"}"#.utf8)))
        let reply = Self.we.error(400, "PARAM_ERROR", "openid oCanary is wrong")
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                guard case .refused(let refusal, let evidence) = await provider.send(request)
                else {
                    Issue.record("no refusal")
                    return
                }
                #expect(!refusal.message.contains("oCanary"))
                #expect(evidence.excerpt?.contains("oCanary") == false)
            }
        }
    }

    @Test func `a refusal keeps its status, message and evidence`() async throws {
        let reply = Self.we.error(400, "PARAM_ERROR", "单据正在扣款中,请稍后再试")
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let answer = await provider.query(try OutOrderNumber("A1"))
                guard case .refused(let refusal, let evidence) = answer else {
                    Issue.record("no refusal")
                    return
                }
                #expect(
                    refusal
                        == Refusal(
                            kind: .deductionRunning, code: "PARAM_ERROR", status: 400,
                            message: "单据正在扣款中,请稍后再试"))
                #expect(
                    evidence.excerpt
                        == "{\"code\":\"PARAM_ERROR\",\"message\":\"单据正在扣款中,请稍后再试\"}")
            }
        }
    }

    @Test(arguments: [500, 501, 502, 503, 504])
    func `a server error says nothing about the effect`(status: Int) async throws {
        #expect(
            try await ProviderCallTests.cancel(Self.we.error(status, "SYSTEM_ERROR"))
                == .unknown(.serverError(status: status, code: "SYSTEM_ERROR")))
        #expect(
            try await ProviderCallTests.cancel(Self.we.answer(status, "<html>"))
                == .unknown(.serverError(status: status, code: nil)))
        let unsigned = Self.tampered(status, "{}") { _ in [] }
        #expect(
            try await ProviderCallTests.cancel(unsigned) == .unverified(.unsigned, status: status))
    }

    @Test func `a system error with another status is one still`() async throws {
        #expect(
            try await ProviderCallTests.cancel(Self.we.error(400, "SYSTEM_ERROR"))
                == .unknown(.serverError(status: 400, code: "SYSTEM_ERROR")))
    }

    @Test func `a verified 429 without a code is a limit too`() async throws {
        #expect(
            try await ProviderCallTests.cancel(Self.we.answer(429, ""))
                == .refused(.rateLimited, ""))
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is never followed`(status: Int) async throws {
        try await LoopbackServer.serving(Self.we.answer(200, Self.cancelled)) { other in
            let headers = Self.we.headers(over: []) + [("Location", other.origin + "/evil")]
            let reply = ServerReply.answer(status: status, headers: headers, body: [])
            let outcome = try await ProviderCallTests.cancel(reply)
            #expect(outcome == .unknown(.redirected(status: status)))
            #expect(other.requests.isEmpty)
        }
    }

    /// A signature that does not hold.
    enum FalseSignature: String, CaseIterable, Sendable {
        case none, twice, ofAStranger, old, underAnotherSerial, probe

        var reply: ServerReply {
            let text = ProviderFailureTests.cancelled
            return switch self {
            case .none: ProviderFailureTests.tampered(200, text) { _ in [] }
            case .twice: ProviderFailureTests.tampered(200, text) { $0 + $0 }
            case .ofAStranger: WeChatImitation(key: TestKeys.stranger).answer(200, text)
            case .old: WeChatImitation(seconds: TestKeys.seconds - 301).answer(200, text)
            case .underAnotherSerial: WeChatImitation(serial: "ABCD").answer(200, text)
            case .probe:
                ProviderFailureTests.tampered(200, text) { headers in
                    headers.map { name, value in
                        name == "Wechatpay-Signature"
                            ? (name, "WECHATPAY/SIGNTEST/" + value.dropFirst(19)) : (name, value)
                    }
                }
            }
        }

        var outcome: Outcome {
            switch self {
            case .none, .twice: .unverified(.unsigned, status: 200)
            case .ofAStranger, .probe: .unverified(.signatureWrong, status: 200)
            case .old: .unverified(.timestampOutsideWindow, status: 200)
            case .underAnotherSerial: .unverified(.unknownSerial, status: 200)
            }
        }
    }

    @Test(arguments: FalseSignature.allCases)
    func `an answer whose signature does not hold settles nothing`(
        signature: FalseSignature
    ) async throws {
        #expect(try await ProviderCallTests.cancel(signature.reply) == signature.outcome)
    }

    @Test(arguments: [
        "", "null", "[]", "not json", "{\"a\":1,\"a\":2}", "{}", WeChatImitation.cancelled("A2"),
        WeChatImitation.order("A1", merchant: "1230000110"),
        WeChatImitation.order("A1", app: "wxother"), WeChatImitation.order("A1", service: "500002"),
        "{\"out_order_no\":\"../A1\"}",
    ])
    func `a verified answer that speaks of something else is not understood`(
        body: String
    ) async throws {
        let reply = Self.we.answer(200, body)
        guard case .unknown(.unreadable) = try await ProviderCallTests.cancel(reply) else {
            Issue.record("the cancel was believed")
            return
        }
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let answer = Outcome(await provider.query(try OutOrderNumber("A1")))
                guard case .unknown(.unreadable) = answer else {
                    Issue.record("the query was believed")
                    return
                }
            }
        }
    }

    @Test(arguments: [202, 400, 404])
    func `a verified status without a meaning is not understood`(status: Int) async throws {
        guard
            case .unknown(.unreadable) = try await ProviderCallTests.cancel(
                Self.we.answer(status, "<html>"))
        else {
            Issue.record("it was believed")
            return
        }
    }

    @Test func `an answer without end is not read to it`() async throws {
        #expect(try await ProviderCallTests.cancel(.endless) == .unknown(.tooLarge))
        let large = String(repeating: " ", count: 5000) + Self.cancelled
        #expect(
            try await ProviderCallTests.cancel(Self.we.answer(200, large)) == .unknown(.tooLarge))
    }

    @Test func `a connection that ends early may have carried the request`() async throws {
        #expect(try await ProviderCallTests.cancel(.hangUp) == .unknown(.connectionLost))
        #expect(try await ProviderCallTests.cancel(.breakOff) == .unknown(.connectionLost))
    }

    @Test(arguments: [ServerReply.silence, .stall, .drip])
    func `a call ends in time, before and after the head, and however slowly bytes come`(
        reply: ServerReply
    ) async throws {
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(
                to: server.origin, requestTimeout: .milliseconds(300)
            ) { provider in
                let order = try OutOrderNumber("A1")
                #expect(Outcome(await provider.query(order)) == .unknown(.timedOut))
            }
        }
    }

    @Test func `a connection that was kept and is dead leaves the outcome unknown`() async throws {
        let log = ReceivedLog()
        let reply = { @Sendable (request: ReceivedRequest) -> ServerReply in
            log.append(request)
            return log.all.count == 1
                ? Self.we.answer(200, WeChatImitation.order("A1")) : .hangUp
        }
        try await LoopbackServer.serving(by: reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let order = try OutOrderNumber("A1")
                #expect(Outcome(await provider.query(order)) == .accepted)
                #expect(Outcome(await provider.query(order)) == .unknown(.connectionLost))
            }
            #expect(server.requests.count == 2)
        }
    }

    @Test func `where nobody listens nothing is sent`() async throws {
        let vacant = try await LoopbackServer.vacantOrigin()
        try await WeChatPayProvider.speaking(to: vacant) { provider in
            guard case .notSent(let failure) = await provider.query(try OutOrderNumber("A1"))
            else {
                Issue.record("something was sent")
                return
            }
            #expect(failure.explanation.hasPrefix(vacant))
        }
    }

    @Test func `the backup is asked when nothing was sent, and only then`() async throws {
        let vacant = try await LoopbackServer.vacantOrigin()
        let order = try OutOrderNumber("A1")
        let good = Self.we.answer(200, WeChatImitation.order("A1"))
        try await LoopbackServer.serving(good) { backup in
            try await WeChatPayProvider.speaking(to: vacant, backup: backup.origin) { provider in
                #expect(Outcome(await provider.query(order)) == .accepted)
            }
            #expect(backup.requests.count == 1)
            try await LoopbackServer.serving(.hangUp) { first in
                try await WeChatPayProvider.speaking(
                    to: first.origin, backup: backup.origin
                ) { provider in
                    #expect(Outcome(await provider.query(order)) == .unknown(.connectionLost))
                }
            }
            #expect(backup.requests.count == 1)
        }
    }

    @Test func `a cancelled task sends nothing, and after the shutdown nothing is sent`()
        async throws
    {
        let good = Self.we.answer(200, WeChatImitation.order("A1"))
        let order = try OutOrderNumber("A1")
        try await LoopbackServer.serving(good) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let task = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return Outcome(await provider.query(order))
                }
                #expect(await task.value == .notSent)
                await provider.shutdown()
                #expect(Outcome(await provider.query(order)) == .notSent)
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `a task that is cancelled while it waits leaves the outcome unknown`() async throws {
        let order = try OutOrderNumber("A1")
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let reply = { @Sendable (_: ReceivedRequest) -> ServerReply in
            arrival.yield()
            return .silence
        }
        try await LoopbackServer.serving(by: reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let task = Task { Outcome(await provider.query(order)) }
                for await _ in arrivals { break }
                task.cancel()
                #expect(await task.value == .unknown(.connectionLost))
            }
        }
    }

    @Test func `a host without an address gets nothing`() async {
        let transport = HTTPTransport(limits: .standard)
        let outcome = await transport.exchange(
            method: "GET", url: "http://nowhere.invalid/", headers: [:], body: [])
        await transport.shutdown()
        guard case .notSent = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `repeated randomness sends nothing`() async throws {
        let good = Self.we.answer(200, WeChatImitation.order("A1"))
        let order = try OutOrderNumber("A1")
        try await LoopbackServer.serving(good) { server in
            try await WeChatPayProvider.speaking(
                to: server.origin, random: ConstantRandom()
            ) { provider in
                #expect(Outcome(await provider.query(order)) == .accepted)
                #expect(Outcome(await provider.query(order)) == .notSent)
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test func `a host whose certificate nobody vouches for gets nothing`() async throws {
        let certificate = try TestKeys.certificate(serial: [7])
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8))
                .map { .certificate($0) },
            privateKey: .privateKey(
                try NIOSSLPrivateKey(
                    bytes: Array(TestKeys.stranger.pkcs8PEMRepresentation.utf8), format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        let tls = try NIOSSLContext(configuration: configuration)
        try await LoopbackServer.serving(Self.we.answer(200, "{}"), tls: tls) { server in
            let transport = HTTPTransport(limits: .standard)
            let outcome = await transport.exchange(
                method: "GET", url: "https://127.0.0.1:\(server.port)/", headers: [:], body: [])
            await transport.shutdown()
            guard case .notSent(let explanation) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(explanation.contains("TLS"))
            #expect(server.requests.isEmpty)
        }
    }
}
