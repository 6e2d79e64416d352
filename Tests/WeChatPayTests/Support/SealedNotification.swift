import Crypto
import Foundation
import OrderEngine

@testable import WeChatPay

/// A notification as WeChat seals it, and as it should not.
struct SealedNotification: Sendable {
    var id = "e2f6d2a8-0001-5b0c-9c4d-1c2b3a4d5e6f"
    var type = "PAYSCORE.USER_PAID"
    var resourceType = "encrypt-resource"
    var algorithm = "AEAD_AES_256_GCM"
    var originalType = "payscore"
    var nonce = "14b16c03dc1b"
    var associatedData: String? = "payscore"
    var key = TestKeys.apiV3Key
    var content = SealedNotification.order()

    /// What is encrypted in an order's notification, with all that names the customer.
    static func order(
        _ number: String = "1234323JKHDFE1243252", merchant: String? = "1230000109",
        app: String? = "wxd678efh567hg6787", service: String? = "500001",
        state: String = paid
    ) -> String {
        let owner = [("mchid", merchant), ("appid", app), ("service_id", service)]
            .compactMap { name, value in value.map { "\"\(name)\":\"\($0)\"," } }.joined()
        return """
            {\(owner)"out_order_no":"\(number)","order_id":"15646546545165651651",\
            "openid":"oCanary28charactersopenid00","attach":"canary-attach",\
            "service_introduction":"充电宝","notify_url":"https://example.com/n",\(state)}
            """
    }

    /// As WeChat's sample has it: the total as a text.
    static let paid = """
        "state":"DONE","total_amount":"40000","need_collection":true,\
        "collection":{"state":"USER_PAID","total_amount":40000,"paying_amount":0,\
        "paid_amount":40000,"details":[{"seq":1,"amount":40000,"paid_type":"NEWTON",\
        "paid_time":"20091225091210","transaction_id":"15646546545165651651"}]}
        """

    /// What is encrypted in an authorization's notification.
    static func authorization(
        _ status: String = "USER_OPEN_SERVICE", merchant: String = "\"mch_id\":\"1230000109\"",
        _ others: String = "\"authorization_code\":\"1275342195190894594\""
    ) -> String {
        """
        {"appid":"wxd678efh567hg6787",\(merchant),"service_id":"500001",\
        "openid":"oCanary28charactersopenid00","user_service_status":"\(status)",\
        "openorclose_time":"20180225112233",\(others)}
        """
    }

    /// The body.
    var body: [UInt8] {
        let box = try? AES.GCM.seal(
            Array(content.utf8), using: SymmetricKey(data: Array(key.utf8)),
            nonce: AES.GCM.Nonce(data: Array(nonce.utf8)),
            authenticating: Array((associatedData ?? "").utf8))
        let text = box.map { ($0.ciphertext + $0.tag).base64EncodedString() } ?? ""
        let associated = associatedData.map { "\"associated_data\":\"\($0)\"," } ?? ""
        return Array(
            """
            {"id":"\(id)","create_time":"2018-06-08T10:34:56+08:00","event_type":"\(type)",\
            "resource_type":"\(resourceType)","resource":{"algorithm":"\(algorithm)",\
            "original_type":"\(originalType)",\(associated)"nonce":"\(nonce)",\
            "ciphertext":"\(text)"},"summary":"支付成功"}
            """.utf8)
    }

    /// The request, signed.
    func signed(by imitation: WeChatImitation = WeChatImitation()) -> WeChatNotification {
        WeChatNotification(headers: imitation.notificationHeaders(over: body), body: body)
    }
}

extension WeChatImitation {
    /// The headers with the labels that a notification takes them by.
    func notificationHeaders(over body: [UInt8]) -> [(name: String, value: String)] {
        headers(over: body).map { (name: $0.0, value: $0.1) }
    }
}
