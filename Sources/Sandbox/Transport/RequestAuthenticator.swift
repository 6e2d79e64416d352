import Crypto
import CryptoExtras
import Foundation

/// Lets requests through that API v3's interface rules admit and that the merchant's key has
/// signed.
struct RequestAuthenticator: Sendable {
    /// How far the merchant's clock may be off, in seconds.
    private static let clockTolerance = 300
    private static let signatureLength = 256

    private let merchantID: String
    private let serial: String
    private let key: _RSA.Signing.PublicKey

    init(identity: Identity) throws(SandboxError) {
        merchantID = identity.merchant.merchantID
        serial = identity.merchantCertificateSerial
        do {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: identity.merchantPrivateKey)
                .publicKey
        } catch {
            throw .keysUnusable(cause: "the merchant's key is not an RSA key")
        }
    }

    /// Refuses a request whose headers or signature are wrong.
    func check(_ request: ReceivedRequest, at now: Date) throws(SandboxRefusal) {
        guard request.hasHeader("accept"), request.hasHeader("user-agent") else {
            throw .invalidRequest("Http头缺少Accept或User-Agent")
        }
        guard let text = request.header("authorization") else {
            throw .sign("Http头缺少Authorization,或有多个")
        }
        guard let authorization = AuthorizationHeader(text) else {
            throw .sign("Http头Authorization值格式错误")
        }
        guard authorization.merchantID == merchantID else {
            throw .sign("Http头Authorization中的mchid与商户不符")
        }
        guard authorization.serial == serial else {
            throw .sign("Http头Authorization中的serial_no与商户API证书序列号不符")
        }
        let seconds = Int(now.timeIntervalSince1970.rounded(.down))
        guard abs(seconds - authorization.seconds) <= Self.clockTolerance else {
            throw .sign("Http头Authorization中的timestamp与发起请求的时间不得超过5分钟")
        }
        guard isSigned(request, by: authorization) else {
            throw .sign("错误的签名,验签失败")
        }
        if !request.body.isEmpty { try checkContentType(of: request) }
    }

    private func isSigned(
        _ request: ReceivedRequest, by authorization: AuthorizationHeader
    ) -> Bool {
        guard let signature = Data(base64Encoded: authorization.signature),
            signature.count == Self.signatureLength,
            signature.base64EncodedString() == authorization.signature
        else { return false }
        let head = [
            request.method, request.target, authorization.timestamp, authorization.nonce,
        ].map { "\($0)\n" }.joined()
        var hash = SHA256()
        hash.update(data: Array(head.utf8))
        hash.update(data: request.body)
        hash.update(data: [0x0A])
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: hash.finalize(),
            padding: .insecurePKCS1v1_5)
    }

    private func checkContentType(of request: ReceivedRequest) throws(SandboxRefusal) {
        let parts = (request.header("content-type") ?? "").lowercased()
            .split(separator: ";")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let charsets = parts.dropFirst().filter { $0.hasPrefix("charset=") }
        guard parts.first == "application/json",
            charsets.allSatisfy({ $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" })
        else { throw .invalidRequest("Http头Content-Type应为application/json") }
    }
}
