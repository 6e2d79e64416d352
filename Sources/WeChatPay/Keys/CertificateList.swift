package import OrderLifecycle
import StrictJSON

/// WeChat's list of platform certificates: the answer to `GET /v3/certificates`.
///
/// It is believed only after its signature was verified with a key that is trusted already, and
/// each certificate only if the API v3 key opens it.
package enum CertificateList {
    /// The most certificates that are looked at.
    static let limit = 16

    /// Reads the certificates that are valid at a moment.
    ///
    /// - Parameter body: The body of a verified answer.
    /// - Throws: ``WeChatPayError``: `certificates_unavailable`, `decryption_failed`, or one whose
    ///   code begins with `certificate` or `key`.
    package static func read(
        _ body: [UInt8], apiV3Key: APIv3Key, at moment: Timestamp, sizeLimit: Int
    ) throws(WeChatPayError) -> [WeChatPayKey] {
        guard let answer = try? JSONValue.read(body, limit: sizeLimit),
            case .array(let entries)? = answer["data"], entries.count <= limit
        else { throw unreadable }
        var keys: [WeChatPayKey] = []
        for entry in entries {
            let key = try certificate(in: entry, apiV3Key: apiV3Key)
            // While certificates change, the next one may be listed before it begins.
            if key.isValid(at: moment) { keys.append(key) }
        }
        guard entries.isEmpty || !keys.isEmpty else {
            throw WeChatPayError(
                .certificateExpired, "platform certificates",
                "none that WeChat listed is valid at this time; is the clock right?")
        }
        return keys
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
