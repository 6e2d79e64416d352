import CryptoExtras
import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

struct AnswerVerifierTests {
    private static let body = Array("{\"state\":\"REVOKED\"}".utf8)

    private static func headers(
        _ headers: [(String, String)]
    ) -> SignatureHeaders? {
        SignatureHeaders { name in
            headers.filter { $0.0.lowercased() == name.lowercased() }.map(\.1)
        }
    }

    private static func verify(
        _ headers: [(String, String)], body: [UInt8] = body, ring: KeyRing? = nil
    ) throws -> VerifiedSignature {
        let ring = try ring ?? KeyRing([TestKeys.trustedKey()])
        let headers = try #require(Self.headers(headers))
        return try AnswerVerifier(ring: ring, nonces: SeenNonces())
            .verify(headers, body: body, at: TestKeys.now)
    }

    private static func problem(
        _ headers: [(String, String)], body: [UInt8] = body, ring: KeyRing? = nil
    ) -> VerificationProblem? {
        do {
            _ = try verify(headers, body: body, ring: ring)
            return nil
        } catch {
            return (error as? UnverifiedSignature)?.problem
        }
    }

    private static func signed(replacing name: String, with value: String) -> [(String, String)] {
        WeChatImitation().headers(over: body).map { $0.0 == name ? (name, value) : $0 }
    }

    @Test func `a good signature is proof of its key and its time`() throws {
        let proof = try Self.verify(WeChatImitation().headers(over: Self.body))
        #expect(proof.keyID == TestKeys.weChatID)
        #expect(proof.signedAt == TestKeys.now)
    }

    @Test func `an empty body can be signed`() throws {
        _ = try Self.verify(WeChatImitation().headers(over: []), body: [])
    }

    @Test(arguments: [
        "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial",
    ])
    func `a header that is missing, empty or repeated is no signature`(name: String) {
        let good = WeChatImitation().headers(over: Self.body)
        #expect(Self.headers(good) != nil)
        #expect(Self.headers(good.filter { $0.0 != name }) == nil)
        #expect(Self.headers(good.map { $0.0 == name ? (name, "") : $0 }) == nil)
        #expect(Self.headers(good + good.filter { $0.0 == name }) == nil)
    }

    @Test(
        arguments: [
            (-301, VerificationProblem.timestampOutsideWindow), (-300, nil), (0, nil), (300, nil),
            (301, .timestampOutsideWindow),
        ] as [(Int64, VerificationProblem?)])
    func `the clocks may be five minutes apart`(offset: Int64, problem: VerificationProblem?) {
        let imitation = WeChatImitation(seconds: TestKeys.seconds + offset)
        #expect(Self.problem(imitation.headers(over: Self.body)) == problem)
    }

    @Test(arguments: [
        ("-9223372036854775808", VerificationProblem.timestampMalformed),
        ("9223372036854775808", .timestampMalformed), ("+1700000000", .timestampMalformed),
        (" 1700000000", .timestampMalformed), ("1700000000 ", .timestampMalformed),
        ("١٧٠٠٠٠٠٠٠٠", .timestampMalformed), ("1700000000000", .timestampMalformed),
        ("01700000000", .timestampMalformed), ("00", .timestampMalformed),
        ("1.7e9", .timestampMalformed), ("99999999999", .timestampOutsideWindow),
        ("0", .timestampOutsideWindow),
    ])
    func `a time that is no time is refused without a trap`(
        text: String, problem: VerificationProblem
    ) {
        #expect(Self.problem(Self.signed(replacing: "Wechatpay-Timestamp", with: text)) == problem)
    }

    @Test(arguments: [
        "PUB_KEY_ID_0000000000000000000000000000000002",
        "pub_key_id_0000000000000000000000000000000001",
        "0PUB_KEY_ID_0000000000000000000000000000000001",
        "5F1C72E2A8931B72A2E13AF8DEE92471EB397115", "ＰUB",
    ])
    func `a key that is not trusted under exactly this name is unknown`(serial: String) {
        #expect(
            Self.problem(Self.signed(replacing: "Wechatpay-Serial", with: serial))
                == .unknownSerial)
    }

    @Test func `a signature has one spelling`() throws {
        let good = WeChatImitation().signature(over: Self.body)
        // 256 bytes end in one character whose low four bits are not used, and two of padding.
        var loose = Array(good.utf8)
        loose[loose.count - 3] += 1
        let respelt = String(decoding: loose, as: UTF8.self)
        #expect(Data(base64Encoded: respelt) == Data(base64Encoded: good))
        let urlSafe = good.replacing("/", with: "_").replacing("+", with: "-")
        for text in [
            respelt, "no base64!", good + "=", good + "==", "\(good.dropLast(2))", good + "\n",
            "\(good.prefix(64))\n\(good.dropFirst(64))", urlSafe == good ? "-" : urlSafe,
            Data(repeating: 1, count: 255).base64EncodedString(),
            Data(repeating: 1, count: 257).base64EncodedString(),
        ] {
            #expect(
                Self.problem(Self.signed(replacing: "Wechatpay-Signature", with: text))
                    == .signatureMalformed, "\(text)")
        }
    }

    @Test func `a probe with a false signature fails like any other`() {
        let probe = Data("WECHATPAY/SIGNTEST/".utf8) + Data(repeating: 3, count: 237)
        let good = WeChatImitation().signature(over: Self.body)
        for (text, problem) in [
            ("WECHATPAY/SIGNTEST/" + good.dropFirst(19), VerificationProblem.signatureWrong),
            (probe.base64EncodedString(), .signatureWrong),
            ("WECHATPAY/SIGNTEST/AAAA", .signatureMalformed),
        ] {
            #expect(
                Self.problem(Self.signed(replacing: "Wechatpay-Signature", with: text)) == problem)
        }
    }

    @Test func `another padding and another key are wrong`() {
        let pss = WeChatImitation(padding: .PSS).headers(over: Self.body)
        #expect(Self.problem(pss) == .signatureWrong)
        let other = WeChatImitation(key: TestKeys.stranger).headers(over: Self.body)
        #expect(Self.problem(other) == .signatureWrong)
        let typed = Self.signed(replacing: "Wechatpay-Signature-Type", with: "WECHATPAY2-SM2")
        #expect(Self.problem(typed) == .signatureMalformed)
    }

    @Test(arguments: [
        "{\"state\":\"REVOKEE\"}", "{\"state\": \"REVOKED\"}", "{\"state\":\"REVOKED\"}\n",
        "{\"state\":\"REVOKED\"}\r\n", "",
    ])
    func `the very bytes are verified`(other: String) {
        let headers = WeChatImitation().headers(over: Self.body)
        #expect(Self.problem(headers, body: Array(other.utf8)) == .signatureWrong)
    }

    @Test func `several keys are trusted at once, each in its time`() throws {
        let current = try WeChatPayKey.certificate(
            pem: Array(TestKeys.certificate(serial: [0x44, 0x00, 0x24]).utf8))
        let ring = KeyRing([try TestKeys.trustedKey(), current])
        let byCertificate = WeChatImitation(key: TestKeys.stranger, serial: "440024")
        #expect(Self.problem(byCertificate.headers(over: Self.body), ring: ring) == nil)
        #expect(Self.problem(WeChatImitation().headers(over: Self.body), ring: ring) == nil)
        let past = try WeChatPayKey.certificate(
            pem: Array(
                TestKeys.certificate(
                    serial: [0x44, 0x00, 0x24], to: TestKeys.seconds - 1
                ).utf8))
        #expect(
            Self.problem(byCertificate.headers(over: Self.body), ring: KeyRing([past]))
                == .keyNotValid)
    }
}
