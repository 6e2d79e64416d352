import Crypto
import CryptoExtras
import Foundation
import OrderEngine
import OrderLifecycle
import Testing

@testable import WeChatPay

struct RequestSignerTests {
    @Test func `five lines are signed, each ended by a newline`() {
        let message = RequestSigner.message(
            method: "GET", target: "/v3/certificates", seconds: 1_554_208_460,
            nonce: "593BEC0C930BF1AFEB40B4A08C8FB242", body: [])
        #expect(
            String(decoding: message, as: UTF8.self)
                == "GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n")
    }

    @Test func `the header carries a PKCS1 signature over what is sent`() throws {
        let signer = RequestSigner(
            merchant: try TestKeys.merchantSettings(), clock: StoppedClock(),
            random: CountingRandom())
        let body = Array("{\"reason\":\"用户投诉\"}".utf8)
        let header = try signer.authorization(
            method: "POST", target: "/v3/payscore/serviceorder/a%7Cb/cancel", body: body)
        let fields = try AuthorizationHeader(header)
        #expect(fields["mchid"] == "1230000109")
        #expect(fields["serial_no"] == "5F1C72E2A8931B72A2E13AF8DEE92471EB397115")
        #expect(fields["timestamp"] == "1700000000")
        #expect(fields["nonce_str"] == String(repeating: "01", count: 16))
        #expect(
            fields.verifies(
                method: "POST", target: "/v3/payscore/serviceorder/a%7Cb/cancel", body: body))
        #expect(
            !fields.verifies(
                method: "POST", target: "/v3/payscore/serviceorder/a|b/cancel", body: body))
    }

    @Test func `a random source that repeats itself signs nothing`() throws {
        let signer = RequestSigner(
            merchant: try TestKeys.merchantSettings(), clock: StoppedClock(),
            random: ConstantRandom())
        _ = try signer.authorization(method: "GET", target: "/", body: [])
        #expect {
            try signer.authorization(method: "GET", target: "/", body: [])
        } throws: { error in
            (error as? WeChatPayError)?.code == .randomnessExhausted
        }
    }

    @Test func `the target of a call is made in one place`() throws {
        let merchant = try TestKeys.merchantSettings()
        let order = try OutOrderNumber("a|b*c_d-1")
        #expect(
            PayScoreTarget.query(order, of: merchant).target
                == "/v3/payscore/serviceorder?service_id=500001&out_order_no=a%7Cb*c_d-1"
                + "&appid=wxd678efh567hg6787")
        #expect(PayScoreTarget.call(.create, order).target == "/v3/payscore/serviceorder")
        #expect(
            PayScoreTarget.call(.complete, order).target
                == "/v3/payscore/serviceorder/a%7Cb*c_d-1/complete")
        #expect(
            PayScoreTarget.call(.cancel, order).target
                == "/v3/payscore/serviceorder/a%7Cb*c_d-1/cancel")
    }
}

/// An `Authorization` header taken apart by other means than the signer's.
struct AuthorizationHeader {
    private let fields: [String: String]

    struct Malformed: Error {}

    init(_ header: String) throws {
        let scheme = "WECHATPAY2-SHA256-RSA2048 "
        guard header.hasPrefix(scheme) else { throw Malformed() }
        var fields: [String: String] = [:]
        for item in header.dropFirst(scheme.count).split(separator: ",") {
            let parts = item.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[1].hasPrefix("\""), parts[1].hasSuffix("\"") else {
                throw Malformed()
            }
            fields[String(parts[0])] = String(parts[1].dropFirst().dropLast())
        }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    func verifies(method: String, target: String, body: [UInt8]) -> Bool {
        guard let timestamp = self["timestamp"], let nonce = self["nonce_str"],
            let signature = self["signature"].flatMap({ Data(base64Encoded: $0) })
        else { return false }
        let message = Data("\(method)\n\(target)\n\(timestamp)\n\(nonce)\n".utf8) + body + [0x0A]
        return TestKeys.merchant.publicKey.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: message,
            padding: .insecurePKCS1v1_5)
    }
}
