import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderEngine
@testable import OrderJournal

/// Requests as they are stored: in envelopes, which a key opens.
struct SealedRequestTests {
    private static let attempt = AttemptID("att_1")
    private static let message = RequestMessage(
        path: "/v3/payscore/permissions/openid/oUpF8uMuAJO_M2pxb1Q9zNjWeS6o/terminate",
        body: Array(#"{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}"#.utf8))

    private static func key(_ byte: UInt8) throws -> RequestKey {
        try #require(RequestKey(bytes: [UInt8](repeating: byte, count: 32)))
    }

    private static func sealed(_ keys: RequestKeys) throws -> RequestEnvelope {
        try keys.envelope(of: message, for: attempt)
    }

    private static func opened(_ envelope: RequestEnvelope?, by keys: RequestKeys)
        -> RequestMessage?
    {
        (try? keys.message(in: envelope, for: attempt)) ?? nil
    }

    // MARK: Envelopes

    @Test func `what is sealed is opened by its key, for its attempt alone`() throws {
        let keys = RequestKeys(sealingWith: try Self.key(1))
        let envelope = try Self.sealed(keys)
        #expect(RequestEnvelope(bytes: envelope.bytes) == envelope)
        #expect(envelope.keyID == (try Self.key(1)).id)
        #expect(envelope.openMessage == nil)
        let text = String(decoding: envelope.bytes, as: UTF8.self)
        #expect(!text.contains("openid") && !text.contains("oUpF8uMuAJO"))
        #expect(try keys.message(in: envelope, for: Self.attempt) == Self.message)
        #expect(throws: EngineError.inconsistent("the request of att_2 was altered")) {
            try keys.message(in: envelope, for: AttemptID("att_2"))
        }
        let renewed = RequestKeys(sealingWith: try Self.key(2), former: [try Self.key(1)])
        #expect(try renewed.message(in: envelope, for: Self.attempt) == Self.message)
        for keys in [RequestKeys.none, RequestKeys(sealingWith: try Self.key(2))] {
            #expect(try keys.message(in: envelope, for: Self.attempt) == nil)
        }
    }

    @Test func `whichever byte of an envelope is changed, it does not open`() throws {
        let keys = RequestKeys(sealingWith: try Self.key(1))
        let bytes = try Self.sealed(keys).bytes
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1
            let envelope = RequestEnvelope(bytes: altered)
            #expect(Self.opened(envelope, by: keys) == nil, "byte \(index)")
        }
        for count in 0..<bytes.count {
            let envelope = RequestEnvelope(bytes: Array(bytes.prefix(count)))
            #expect(Self.opened(envelope, by: keys) == nil, "\(count) bytes")
        }
    }

    @Test func `without a key the request stands in the envelope as it is`() throws {
        let envelope = try Self.sealed(.none)
        #expect(envelope.openMessage == Self.message)
        #expect(
            String(decoding: envelope.bytes, as: UTF8.self)
                == "payscore open request\nPOST \(Self.message.path)\n"
                + String(decoding: Self.message.body, as: UTF8.self))
        #expect(RequestEnvelope(bytes: envelope.bytes) == envelope)
        #expect(try RequestKeys.none.message(in: envelope, for: Self.attempt) == Self.message)
        #expect(RequestEnvelope(bytes: Self.message.body) == nil)
    }

    @Test(arguments: ["", "POST /a", "POST\n", "POST a\n", " /a\n", "POST /a b\n", "POST  /a\n"])
    func `what is no request does not stand in an envelope`(text: String) {
        let bytes = Array("payscore open request\n\(text)".utf8)
        #expect(RequestEnvelope(bytes: bytes) == nil)
    }

    @Test func `a request shows nothing of its customer`() {
        let message = Self.message
        var dumped = ""
        dump(message, to: &dumped)
        for text in ["\(message)", String(reflecting: message), dumped] {
            #expect(!text.contains("oUpF8uMuAJO"))
        }
        #expect(RequestMessage(bytes: message.bytes) == message)
    }

    @Test func `a key shows nothing of itself, and is called by its digest`() throws {
        let key = try Self.key(1)
        // Computed apart from this package, with Python's hashlib.
        #expect(key.id.text == "3c05852fbc5fe0ce")
        #expect("\(key)" == "‹request key \(key.id)›")
        #expect(Mirror(reflecting: key).children.isEmpty)
        #expect(RequestKey(bytes: [1, 2, 3]) == nil)
        #expect(RequestKeyID(text: key.id.text) == key.id)
        #expect(RequestKeyID(text: "xyz") == nil)
    }

    // MARK: The engine

    @Test func `the same bytes are sent again from a sealed envelope, and no others are stored`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let (first, second) = (try Self.key(1), try Self.key(2))
        let engine = bench.engine(requestKeys: RequestKeys(sealingWith: first))
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        let attempt = try #require(result.report?.attempt)
        let stored = try #require(
            try await bench.journal.read { try $0.request(of: attempt.id) })
        let sent = try #require(bench.provider.sent.first)
        #expect(RequestEnvelope(bytes: stored)?.keyID == first.id)
        #expect(Digest32.of(stored) == attempt.intent.requestDigest)
        #expect(Digest32.of(sent.message.bytes) != attempt.intent.requestDigest)

        bench.clock.advance(by: .milliseconds(600_001))
        let without = bench.engine(requestKeys: RequestKeys(sealingWith: second))
        await #expect(throws: EngineError.requestKeyMissing(attempt.id)) {
            try await without.reconcile(dueOnly: false, caller: bench.caller)
        }
        #expect(bench.provider.sent.count == 1)
        let renewed = bench.engine(
            requestKeys: RequestKeys(sealingWith: second, former: [first]))
        let reports = try await renewed.reconcile(dueOnly: false, caller: bench.caller)
        #expect(reports.first?.outcome == .applied(.answered))
        #expect(bench.provider.sent.map(\.message) == [sent.message, sent.message])
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `without its key an attempt is still settled by what WeChat shows`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let key = try Self.key(1)
        let result = try await bench.engine(requestKeys: RequestKeys(sealingWith: key)).cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(result.report?.attempt.isSettled == false)
        bench.clock.advance(by: .seconds(601))
        bench.provider.show(bench.order, as: .revokedOrder)
        let reports = try await bench.engine().reconcile(dueOnly: false, caller: bench.caller)
        #expect(reports.first?.outcome == .applied(.found))
        #expect(bench.provider.sent.count == 1)
    }
}
