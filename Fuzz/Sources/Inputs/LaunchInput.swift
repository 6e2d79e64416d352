import Crypto
import Foundation
import OrderLifecycle
import StrictJSON

@testable import WeChatPay

/// Whatever WeChat's token is, and whatever the order's number: every platform is told the same
/// values, nothing is added to them, and the signature is the one that API v2 describes.
enum LaunchInput {
    private static let key = Array("exposed_your_key_here_have_risks".utf8)

    /// - Parameter query: How the parameters are written as a query.
    static func check(
        _ bytes: [UInt8], query: (ClientLaunch) -> String = \.queryString
    ) throws(Violation) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        let signer = LaunchSigner(
            merchantID: Harness.merchant.merchantID,
            key: try must("the harness has a key") { try APIv2Key(bytes: key) })
        let foreign = Array(#""<>\^`{|}"#.utf8)
        let isPlain =
            !bytes.isEmpty
            && bytes.allSatisfy { (0x21...0x7E).contains($0) && !foreign.contains($0) }
        for launch in launches(of: text, signer) {
            guard let launch else {
                // Encoded three times as long, and signed, so many bytes still fit.
                try demand(
                    !isPlain || bytes.count > 500, "what WeChat made is accepted: \(text)")
                continue
            }
            try demand(isPlain, "only what WeChat made is accepted: \(text)")
            try demand(launch.parameters.contains { $0.value == text }, "the value is kept")
            try check(launch, query(launch))
        }
        guard let number = try? OutOrderNumber(text) else { return }
        let detail = try must("an order's page opens") {
            try ClientLaunch.detail(
                of: number, serviceID: Harness.merchant.serviceID, signedBy: signer,
                at: Harness.now)
        }
        try check(detail, query(detail))
    }

    /// What becomes of a token or a package; `nil` if it is refused.
    private static func launches(of text: String, _ signer: LaunchSigner) -> [ClientLaunch?] {
        [
            try? ClientLaunch.authorize(token: text), try? ClientLaunch.confirm(package: text),
            try? ClientLaunch.confirm(package: text, signedBy: signer, at: Harness.now),
        ]
    }

    private static func check(_ launch: ClientLaunch, _ query: String) throws(Violation) {
        let told = launch.parameters.map { [$0.name, $0.value] }
        try demand(query.utf8.count <= 2048, "WeChat takes no longer query")
        let pairs = query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            pair.split(separator: "=", omittingEmptySubsequences: false).map {
                String($0).removingPercentEncoding ?? "?"
            }
        }
        try demand(pairs == told, "the query means the parameters: \(query)")
        for platform in LaunchPlatform.allCases {
            let text = launch.arguments(on: platform)
            let read = try? JSONSerialization.jsonObject(with: Data(text.utf8))
            let object = (read as? [String: Any]) ?? [:]
            try demand(
                object["businessType"] as? String == launch.page.businessType,
                "Foundation reads the arguments: \(text)")
            guard platform == .miniProgram else { continue }
            let data = object["extraData"] as? [String: String]
            try demand(
                data == Dictionary(told.map { ($0[0], $0[1]) }) { first, _ in first },
                "extraData has the parameters: \(text)")
        }
        guard let sign = launch.parameters.first(where: { $0.name == "sign" }) else { return }
        try demand(sign.value == signature(of: told), "the signature is API v2's")
    }

    /// The rule of API v2, said a second time.
    private static func signature(of parameters: [[String]]) -> String {
        var text = ""
        for pair in parameters.sorted(by: { $0[0] < $1[0] }) where pair[0] != "sign" {
            text += "\(pair[0])=\(pair[1])&"
        }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8) + Data("key=".utf8) + Data(key), using: SymmetricKey(data: key))
        return code.map { String(format: "%02X", $0) }.joined()
    }
}
