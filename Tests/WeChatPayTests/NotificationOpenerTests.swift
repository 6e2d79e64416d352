import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

/// What WeChat signed and sealed for this merchant is opened, and nothing else.
struct NotificationOpenerTests {
    private static func open(
        _ notification: WeChatNotification, at now: Timestamp = TestKeys.now
    ) throws -> OpenedNotification {
        let opener = NotificationOpener(
            merchant: try TestKeys.merchantSettings(), ring: KeyRing([try TestKeys.trustedKey()]))
        return try opener.open(notification, at: now)
    }

    private static func problem(
        _ notification: WeChatNotification, at now: Timestamp = TestKeys.now
    ) -> NotificationProblem? {
        do {
            _ = try open(notification, at: now)
            return nil
        } catch {
            return error as? NotificationProblem
        }
    }

    private static func signed(_ body: [UInt8]) -> WeChatNotification {
        WeChatNotification(
            headers: WeChatImitation().notificationHeaders(over: body), body: body)
    }

    @Test func `a payment is opened as a query would show the order`() throws {
        let sealed = SealedNotification()
        let opened = try Self.open(sealed.signed())
        guard case .order(.userPaid, let number, let seen) = opened.content else {
            Issue.record("\(opened)")
            return
        }
        #expect(number.text == "1234323JKHDFE1243252")
        #expect(
            seen.snapshot.interpretation(announcedAs: .userPaid)
                == .phase(
                    .done(paid: try Amount(fen: 40_000), through: .weChat),
                    paidThrough: PaymentSource(
                        .weChat, transactionIDs: [TransactionID(checked: "15646546545165651651")])))
        #expect(seen.identity.orderID?.text == "15646546545165651651")
        #expect(opened.details.id.text == sealed.id)
        #expect(opened.details.type.text == "PAYSCORE.USER_PAID")
        let kept = sealed.content.replacing("oCanary28charactersopenid00", with: "")
        #expect(opened.details.content == Digest32.of(kept.utf8))
        #expect(opened.evidence.bodyDigest == Digest32.of(sealed.body).hex)
        #expect(opened.evidence.signedBy == TestKeys.weChatID)
        #expect(opened.evidence.signedAt == TestKeys.now)
        #expect(opened.evidence.requestID == "08F0-1-271317510")
        var text = ""
        dump(opened, to: &text)
        #expect(!text.contains("anary"), "the customer is in what is recorded")
    }

    @Test func `a confirmation is opened`() throws {
        let sealed = SealedNotification(
            type: "PAYSCORE.USER_CONFIRM",
            content: SealedNotification.order(
                state: #""state":"DOING","state_description":"USER_CONFIRM""#))
        guard case .order(.userConfirmed, _, let seen) = try Self.open(sealed.signed()).content
        else {
            Issue.record("not opened")
            return
        }
        #expect(seen.snapshot.interpretation.phaseKind == .inService)
    }

    @Test(arguments: ["\"mch_id\":\"1230000109\"", "\"mchid\":\"1230000109\""])
    func `an authorization is opened, whatever the merchant's number is called`(
        merchant: String
    ) throws {
        let sealed = SealedNotification(
            type: "PAYSCORE.USER_OPEN_SERVICE",
            content: SealedNotification.authorization(merchant: merchant))
        let expected = AuthorizationObservation(
            snapshot: .opened(at: try Timestamp(milliseconds: 1_519_528_953_000)),
            code: try AuthorizationCode("1275342195190894594"),
            openID: try OpenID("oCanary28charactersopenid00"))
        let opened = try Self.open(sealed.signed())
        #expect(opened.content == .authorization(.opened, expected))
        var text = "\(opened)"
        dump(opened, to: &text)
        #expect(!text.contains("anary"), "\(text)")
    }

    @Test(arguments: [
        ("PAYSCORE.USER_OPEN_SERVICE", SealedNotification.authorization()),
        ("PAYSCORE.USER_PAID", SealedNotification.order()),
    ])
    func `what is recorded of a notification confirms no guess of its customer`(
        type: String, content: String
    ) throws {
        let other = content.replacing("oCanary28charactersopenid00", with: "oSomebodyElse")
        #expect(other != content)
        let details = try [content, other].map {
            try Self.open(SealedNotification(type: type, content: $0).signed()).details
        }
        #expect(details[0] == details[1])
    }

    @Test func `an authorization of the older way is opened`() throws {
        let sealed = SealedNotification(
            type: "PAYSCORE.USER_CLOSE_SERVICE",
            content: SealedNotification.authorization(
                "USER_CLOSE_SERVICE", "\"out_request_no\":\"1234\",\"authorization_code\":\"\""))
        guard case .authorization(.closed, let seen) = try Self.open(sealed.signed()).content
        else {
            Issue.record("not opened")
            return
        }
        #expect(seen.code == nil)
        #expect(seen.snapshot.shown == .unavailable)
        #expect(seen.openID == (try OpenID("oCanary28charactersopenid00")))
    }

    @Test(arguments: [
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization("USER_CLOSE_SERVICE")
        ),
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization("USER_OPEN_SERVICE", "\"authorization_code\":\"a/b\"")
        ),
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization("USER_OPEN_SERVICE", "\"authorization_code\":7")
        ),
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization(
                "USER_OPEN_SERVICE", "\"authorization_code\":\"cus_00112233445566778899\"")
        ),
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization()
                .replacing("\"20180225112233\"", with: "\"2018-02-25T11:22:33+08:00\"")
        ),
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization().replacing("20180225112233", with: "20180225")
        ),
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization().replacing("openorclose_time", with: "at")
        ),
        (
            "PAYSCORE.USER_OPEN_SERVICE",
            SealedNotification.authorization("USER_OPEN_SERVICE")
                .replacing("oCanary28charactersopenid00", with: "o/../x")
        ),
        ("PAYSCORE.USER_PAID", SealedNotification.order("../refund")),
        ("PAYSCORE.USER_PAID", SealedNotification.order("")),
        ("PAYSCORE.USER_PAID", "[]"), ("PAYSCORE.USER_PAID", "{\"mchid\":1,\"mchid\":1}"),
        ("PAYSCORE.USER_PAID", "no JSON"),
    ])
    func `a content that is not understood is refused`(type: String, content: String) {
        let sealed = SealedNotification(type: type, content: content)
        #expect(Self.problem(sealed.signed()) == .malformed)
    }

    @Test func `an event of which nothing is known is opened as one`() throws {
        for (type, content) in [
            ("PAYSCORE.USER_SIGN_PLAN", "{\"mchid\":\"1230000109\"}"), ("X", "{}"),
        ] {
            let sealed = SealedNotification(type: type, content: content)
            let opened = try Self.open(sealed.signed())
            #expect(opened.content == .other)
            #expect(opened.details.type.text == type)
            #expect(opened.evidence.excerpt == nil)
        }
    }

    @Test(arguments: [
        SealedNotification.order(merchant: "1230000108"), SealedNotification.order(merchant: nil),
        SealedNotification.order(app: "wx0"), SealedNotification.order(app: nil),
        SealedNotification.order(service: "500002"), SealedNotification.order(service: nil),
        SealedNotification.order(service: ""),
        SealedNotification.order(state: "\"mch_id\":\"1230000108\",\(SealedNotification.paid)"),
    ])
    func `what names another merchant, application or service is refused`(content: String) {
        #expect(Self.problem(SealedNotification(content: content).signed()) == .ofAnother)
        let other = SealedNotification(type: "X", content: "{\"mchid\":\"1230000108\"}")
        #expect(Self.problem(other.signed()) == .ofAnother)
    }

    @Test func `what the key does not open is refused`() {
        let others = SealedNotification(key: String(repeating: "k", count: 32))
        #expect(Self.problem(others.signed()) == .undecryptable)
        // AES-128 and a nonce of another length open, unless they are refused.
        #expect(Self.problem(SealedNotification(nonce: "14b16c03dc1b7").signed()) == .malformed)
        let body = String(decoding: SealedNotification().body, as: UTF8.self)
        for (text, replaced) in [("payscore\",\"nonce", "payscorf\",\"nonce"), ("dc1b", "dc1c")] {
            let altered = Array(body.replacing(text, with: replaced).utf8)
            #expect(altered != SealedNotification().body)
            #expect(Self.problem(Self.signed(altered)) == .undecryptable)
        }
        #expect(Self.problem(SealedNotification(associatedData: nil).signed()) == nil)
        #expect(Self.problem(SealedNotification(associatedData: "").signed()) == nil)
    }

    @Test(arguments: [
        SealedNotification(id: ""), SealedNotification(id: "a b"),
        SealedNotification(id: String(repeating: "x", count: 65)), SealedNotification(type: ""),
        SealedNotification(resourceType: "plain"),
        SealedNotification(algorithm: "AEAD_AES_128_GCM"),
        SealedNotification(originalType: "transaction"),
    ])
    func `an envelope that is not as documented is refused`(sealed: SealedNotification) {
        #expect(Self.problem(sealed.signed()) == .malformed)
    }

    @Test(arguments: ["", "{}", "null", "{\"resource\":null}", "\u{FEFF}{}"])
    func `a body that is no notification is refused`(body: String) {
        #expect(Self.problem(Self.signed(Array(body.utf8))) == .malformed)
    }

    @Test func `a body above the limit is refused before it is looked at`() {
        let large = WeChatNotification(
            headers: [], body: [UInt8](repeating: 0x20, count: NotificationOpener.sizeLimit + 1))
        #expect(Self.problem(large) == .tooLarge)
        let full = WeChatNotification(
            headers: [], body: [UInt8](repeating: 0x20, count: NotificationOpener.sizeLimit))
        #expect(Self.problem(full) == .unverified(.unsigned))
    }

    @Test func `a signature that does not hold is refused as such`() {
        let sealed = SealedNotification()
        let good = WeChatImitation().notificationHeaders(over: sealed.body)
        func problem(
            _ headers: [(name: String, value: String)], body: [UInt8] = sealed.body
        ) -> NotificationProblem? {
            Self.problem(WeChatNotification(headers: headers, body: body))
        }
        #expect(problem([]) == .unverified(.unsigned))
        #expect(problem(good + good) == .unverified(.unsigned))
        #expect(problem(good, body: sealed.body + [0x0A]) == .unverified(.signatureWrong))
        let probe = good.map {
            $0.name == "Wechatpay-Signature"
                ? (name: $0.name, value: "WECHATPAY/SIGNTEST/" + $0.value.dropFirst(19)) : $0
        }
        #expect(problem(probe) == .unverified(.signatureWrong))
        let unknown = WeChatImitation(serial: "5F1C72E2A8931B72A2E13AF8DEE92471EB397115")
        #expect(Self.problem(sealed.signed(by: unknown)) == .unverified(.unknownSerial))
        #expect(
            Self.problem(sealed.signed(), at: TestKeys.now.advanced(by: .seconds(301)))
                == .unverified(.timestampOutsideWindow))
        let lowered = good.map { (name: $0.name.lowercased(), value: $0.value) }
        #expect(problem(lowered) == nil)
    }

    @Test func `the same notification is opened as often as it comes`() throws {
        let opener = NotificationOpener(
            merchant: try TestKeys.merchantSettings(), ring: KeyRing([try TestKeys.trustedKey()]))
        let notification = SealedNotification().signed()
        let first = try opener.open(notification, at: TestKeys.now)
        #expect(try opener.open(notification, at: TestKeys.now) == first)
    }

    @Test func `a notification says nothing of its body in a description`() {
        var text = ""
        let notification = SealedNotification().signed()
        dump(notification, to: &text)
        #expect(!"\(text)\(notification)".contains("ciphertext"))
    }

    @Test func `an unknown key has the certificates asked for, once a minute at most`()
        async throws
    {
        let certificate = try TestKeys.certificate(serial: [0x44, 0x00, 0x24])
        let list = try TestKeys.certificateList([("440024", certificate)])
        let reply: @Sendable (ReceivedRequest) -> ServerReply = { _ in
            WeChatImitation().answer(200, String(decoding: list, as: UTF8.self))
        }
        try await LoopbackServer.serving(by: reply) { server in
            let old = try WeChatPayKey.certificate(
                pem: Array(TestKeys.certificate(serial: [1]).utf8))
            let keys = [try TestKeys.trustedKey(), old]
            try await WeChatPayProvider.speaking(
                to: server.origin, answerBytes: 65_536, trusting: keys
            ) { provider in
                let next = WeChatImitation(key: TestKeys.stranger, serial: "440024")
                let notification = SealedNotification().signed(by: next)
                var refusals = 0
                while refusals < 4000 {
                    do {
                        _ = try await provider.open(notification)
                        break
                    } catch NotificationProblem.unverified(.unknownSerial) {
                        refusals += 1
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
                #expect((1..<4000).contains(refusals))
                #expect(server.requests.map(\.target) == ["/v3/certificates"])
            }
        }
    }

    // MARK: The vectors of WeChat's SDKs

    @Test func `a vector of a shorter key opens where its length is not looked at`() throws {
        let key = APIv3Key(ofAnyLength: Array("testAPIv3Key0000".utf8))
        let opened = try key.open(
            ciphertext: "FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC", nonce: "wCq51qZv4Yfg",
            associatedData: "Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8")
        #expect(String(decoding: opened, as: UTF8.self) == "Hello World")
    }
}

extension SnapshotInterpretation {
    fileprivate var phaseKind: OrderPhase.Kind? {
        guard case .phase(let phase, _) = self else { return nil }
        return phase.kind
    }
}
