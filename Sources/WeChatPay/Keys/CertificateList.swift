package import OrderLifecycle
import StrictJSON

/// WeChat's list of platform certificates: the answer to `GET /v3/certificates`.
///
/// It is believed only after its signature was verified with a key that is trusted already, and
/// each certificate only if the API v3 key opens it.
package struct CertificateList {
    /// The certificates that are not over yet; while they change, the next one is listed before it
    /// begins.
    package private(set) var keys: [WeChatPayKey] = []
    /// Why others cannot be used.
    private(set) var refused: [WeChatPayError] = []

    /// The most certificates that are looked at.
    static let limit = 16

    /// Reads the certificates that are not over at a moment; one that cannot be used takes no other
    /// with it.
    ///
    /// - Parameter body: The body of a verified answer.
    /// - Throws: ``WeChatPayError`` if none remains: `certificates_unavailable`,
    ///   `decryption_failed`, or one whose code begins with `certificate` or `key`.
    package init(
        _ body: [UInt8], apiV3Key: APIv3Key, at moment: Timestamp, sizeLimit: Int
    ) throws(WeChatPayError) {
        guard let answer = try? JSONValue.read(body, limit: sizeLimit),
            case .array(let entries)? = answer["data"], entries.count <= Self.limit
        else { throw Self.unreadable }
        for entry in entries {
            do throws(WeChatPayError) {
                let key = try Self.certificate(in: entry, apiV3Key: apiV3Key)
                if key.notAfter.map({ moment <= $0 }) ?? true { keys.append(key) }
            } catch { refused.append(error) }
        }
        guard !keys.isEmpty else {
            if entries.isEmpty { throw Self.unreadable }
            throw refused.first
                ?? WeChatPayError(
                    .certificateExpired, "platform certificates",
                    "all that WeChat listed are over at this time; is the clock right?")
        }
    }

    private static func certificate(
        in entry: JSONValue, apiV3Key: APIv3Key
    ) throws(WeChatPayError) -> WeChatPayKey {
        guard let serial = entry["serial_no"]?.text, WireText.isWord(serial),
            let sealed = entry["encrypt_certificate"],
            sealed["algorithm"]?.text?.isIdentical(to: "AEAD_AES_256_GCM") == true,
            let nonce = sealed["nonce"]?.text, let ciphertext = sealed["ciphertext"]?.text
        else { throw unreadable }
        let name = "platform certificate \(WireText.visible(serial, limit: 64))"
        let pem = try apiV3Key.open(
            ciphertext: ciphertext, nonce: nonce,
            associatedData: sealed["associated_data"]?.text ?? "")
        let key = try WeChatPayKey.certificate(pem: pem, named: name)
        guard key.id.isIdentical(to: serial) else {
            throw WeChatPayError(
                .certificateSerial, name, "the certificate bears the serial number \(key.id)")
        }
        return key
    }

    private static let unreadable = WeChatPayError(
        .certificatesUnavailable, "platform certificates",
        "the list of certificates is not as WeChat documents it")
}
