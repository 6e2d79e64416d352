import AsyncHTTPClient
import Crypto
import CryptoExtras
import Foundation
import NIOCore
import NIOHTTP1
import Sandbox

/// A merchant's side of API v3, which knows the sandbox only through the files in its directory.
struct TestMerchant: Sendable {
    let baseURL: String
    let port: Int
    let controlToken: String
    let merchantID: String
    let appID: String
    let serviceID: String
    let serial: String
    let apiV3Key: String
    let publicKeyID: String
    let publicKey: _RSA.Signing.PublicKey
    let clock: TestClock
    private let key: _RSA.Signing.PrivateKey

    init(sandbox: RunningSandbox, clock: TestClock) throws {
        let file = sandbox.configurationFile
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let configuration = try decoder.decode(
            Configuration.self, from: Data(contentsOf: file))
        func text(_ name: String) throws -> String {
            try String(
                contentsOf: file.deletingLastPathComponent().appending(path: name),
                encoding: .utf8)
        }
        baseURL = configuration.wechat.baseUrl
        port = sandbox.port
        controlToken = sandbox.controlToken
        merchantID = configuration.merchant.mchid
        appID = configuration.merchant.appid
        serviceID = configuration.merchant.serviceId
        serial = configuration.merchant.certificateSerial
        apiV3Key = try text(configuration.merchant.apiV3KeyFile)
        publicKeyID = configuration.wechat.publicKeyId
        publicKey = try _RSA.Signing.PublicKey(
            pemRepresentation: try text(configuration.wechat.publicKeyFile))
        key = try _RSA.Signing.PrivateKey(
            pemRepresentation: try text(configuration.merchant.privateKeyFile))
        self.clock = clock
    }

    /// Sends a signed request.
    func send(
        _ method: String, _ target: String, body: String = "",
        headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var all = [
            "Authorization": authorization(method, target, body: body),
            "Accept": "application/json", "User-Agent": "tests",
        ]
        if !body.isEmpty { all["Content-Type"] = "application/json" }
        all.merge(headers) { $1 }
        return try await sendUnsigned(method, target, body: Data(body.utf8), headers: all)
    }

    /// Sends a request as it is given; a header of no text is left out.
    func sendUnsigned(
        _ method: String, _ target: String, body: Data = Data(), headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var request = HTTPClientRequest(url: baseURL + target)
        request.method = .RAW(value: method)
        for (name, value) in headers where !value.isEmpty {
            request.headers.add(name: name, value: value)
        }
        if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let content = try await response.body.collect(upTo: 16 << 20)
        return TestAnswer(
            status: Int(response.status.code),
            headers: response.headers.map { ($0.name.lowercased(), $0.value) },
            body: Data(content.readableBytesView))
    }

    /// The `Authorization` value for a request.
    func authorization(
        _ method: String, _ target: String, body: String = "",
        timestamp: String? = nil, mchid: String? = nil, serial: String? = nil,
        order: [String] = ["mchid", "nonce_str", "signature", "timestamp", "serial_no"],
        spoil: (String) -> String = { $0 }
    ) -> String {
        let timestamp = timestamp ?? String(Int(clock.now.timeIntervalSince1970))
        let nonce = "593BEC0C930BF1AFEB40B4A08C8FB242"
        let message = "\(method)\n\(target)\n\(timestamp)\n\(nonce)\n\(body)\n"
        let signature =
            (try? key.signature(
                for: SHA256.hash(data: Data(message.utf8)), padding: .insecurePKCS1v1_5))?
            .rawRepresentation.base64EncodedString() ?? ""
        let values = [
            "mchid": mchid ?? merchantID, "nonce_str": nonce, "signature": spoil(signature),
            "timestamp": timestamp, "serial_no": serial ?? self.serial,
        ]
        let items = order.map { "\($0)=\"\(values[$0] ?? "")\"" }.joined(separator: ",")
        return "WECHATPAY2-SHA256-RSA2048 \(items)"
    }

    private struct Configuration: Decodable {
        struct Merchant: Decodable {
            let mchid: String
            let appid: String
            let serviceId: String
            let certificateSerial: String
            let privateKeyFile: String
            let apiV3KeyFile: String
        }
        struct WeChat: Decodable {
            let baseUrl: String
            let publicKeyId: String
            let publicKeyFile: String
        }
        let merchant: Merchant
        let wechat: WeChat
    }
}
