import Crypto
import CryptoExtras
import Dispatch
import Foundation
import OrderEngine
import OrderLifecycle
import Synchronization
import WeChatPay

/// WeChat as it seals and signs notifications, with keys of its own.
struct NotificationSender: Sendable {
    /// The settings of a merchant who trusts it.
    let settings: WeChatPaySettings
    private let key: _RSA.Signing.PrivateKey

    static let keyID = "PUB_KEY_ID_0116123456782026013000111000000001"
    private static let cipherKey = SymmetricKey(data: Data("a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb".utf8))
    private static let associated = Data("payscore".utf8)

    init() throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let own = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let merchant = try WeChatPayMerchant(
            merchantID: MerchantID("1230000109"), appID: AppID("wxd678efh567hg6787"),
            serviceID: ServiceID("500001"), certificateSerial: "5F1C72E2A8931B72",
            privateKey: MerchantPrivateKey(pem: Array(own.pemRepresentation.utf8)),
            apiV3Key: APIv3Key(bytes: Self.cipherKey.withUnsafeBytes { Array($0) }))
        settings = try WeChatPaySettings(
            merchant: merchant,
            trustedKeys: [
                .publicKey(
                    id: Self.keyID, pem: Array(key.publicKey.pemRepresentation.utf8))
            ])
    }

    /// Seals and signs the confirmations of orders, on all cores.
    func confirmations(of orders: [OutOrderNumber]) throws -> [SealedConfirmation] {
        let made = Mutex<([Int: SealedConfirmation], (any Error)?)>(([:], nil))
        DispatchQueue.concurrentPerform(iterations: orders.count) { index in
            let result = Result { try confirmation(of: orders[index]) }
            made.withLock { made in
                switch result {
                case .success(let confirmation): made.0[index] = confirmation
                case .failure(let error): made.1 = error
                }
            }
        }
        let (confirmations, failure) = made.withLock { $0 }
        if let failure { throw failure }
        return orders.indices.compactMap { confirmations[$0] }
    }

    private func confirmation(of order: OutOrderNumber) throws -> SealedConfirmation {
        let nonce = String(UUID().uuidString.prefix(12))
        let content = Self.content(of: order)
        let sealed = try AES.GCM.seal(
            content, using: Self.cipherKey, nonce: AES.GCM.Nonce(data: Data(nonce.utf8)),
            authenticating: Self.associated)
        let id = UUID().uuidString.lowercased()
        let text = (sealed.ciphertext + sealed.tag).base64EncodedString()
        let body = Array(
            """
            {"id":"\(id)","create_time":"2026-01-31T10:34:56+08:00",\
            "event_type":"PAYSCORE.USER_CONFIRM","resource_type":"encrypt-resource","resource":{\
            "algorithm":"AEAD_AES_256_GCM","original_type":"payscore",\
            "associated_data":"payscore","nonce":"\(nonce)","ciphertext":"\(text)"},\
            "summary":"用户确认"}
            """.utf8)
        let timestamp = String(Int(Date().timeIntervalSince1970))
        let word = UUID().uuidString
        let message = Array("\(timestamp)\n\(word)\n".utf8) + body + [0x0A]
        let signature = try key.signature(for: message, padding: .insecurePKCS1v1_5)
        let headers = [
            (name: "Wechatpay-Serial", value: Self.keyID),
            (name: "Wechatpay-Timestamp", value: timestamp),
            (name: "Wechatpay-Nonce", value: word),
            (
                name: "Wechatpay-Signature",
                value: signature.rawRepresentation.base64EncodedString()
            ),
            (name: "Request-ID", value: UUID().uuidString),
        ]
        return SealedConfirmation(
            order: order, headers: headers, body: body,
            notification: WeChatNotification(headers: headers, body: body), id: id,
            content: Array(content), message: message, signature: signature, sealed: sealed)
    }

    /// About what WeChat's own sample has.
    private static func content(of order: OutOrderNumber) -> Data {
        Data(
            """
            {"appid":"wxd678efh567hg6787","mchid":"1230000109","out_order_no":"\(order)",\
            "service_id":"500001","openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o","state":"DOING",\
            "state_description":"USER_CONFIRM","total_amount":0,"service_introduction":"充电宝",\
            "post_payments":[{"name":"租借费用","amount":4000,"description":"每小时","count":1}],\
            "risk_fund":{"name":"ESTIMATE_ORDER_COST","amount":10000,"description":"预估费用"},\
            "time_range":{"start_time":"20260131103000"},"attach":"store=31",\
            "notify_url":"https://merchant.example/payscore/notify","order_id":\
            "1000000000202601311693036660066","need_collection":true}
            """.utf8)
    }

    /// What the limit does of it all: one signature, one cipher.
    func verifyAndOpen(_ confirmation: SealedConfirmation) throws -> Data {
        guard
            key.publicKey.isValidSignature(
                confirmation.signature, for: confirmation.message, padding: .insecurePKCS1v1_5)
        else { throw WentOtherwise(what: "a signature", became: "invalid") }
        return try AES.GCM.open(
            confirmation.sealed, using: Self.cipherKey, authenticating: Self.associated)
    }
}

/// The confirmation of an order, as WeChat sends it and in its parts.
struct SealedConfirmation: Sendable {
    let order: OutOrderNumber
    let headers: [(name: String, value: String)]
    let body: [UInt8]
    /// Headers and body as the engine is given them.
    let notification: WeChatNotification
    let id: String
    /// What is sealed.
    let content: [UInt8]
    /// What is signed.
    let message: [UInt8]
    let signature: _RSA.Signing.RSASignature
    let sealed: AES.GCM.SealedBox
}
