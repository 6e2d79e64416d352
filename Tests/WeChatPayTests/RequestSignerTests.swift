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
