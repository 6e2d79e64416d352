import CryptoExtras
import OrderJournal
package import OrderLifecycle
import StrictJSON

/// Proof that WeChat signed something; only the verifier makes it.
package struct VerifiedSignature: Hashable, Sendable {
    /// The name of the key that signed.
    package let keyID: String
    /// When it signed.
    package let signedAt: Timestamp

    fileprivate init(keyID: String, signedAt: Timestamp) {
        self.keyID = keyID
        self.signedAt = signedAt
    }
}

/// Verifies that WeChat signed the very bytes that were received.
///
/// Cheap checks come before the expensive one, and last it is seen to that an answer is believed
/// once only; a notification may come again. There is no way to switch it off, and a deliberately
/// wrong signature (`WECHATPAY/SIGNTEST/…`) fails like any other wrong one.
package struct AnswerVerifier: Sendable {
    /// How far WeChat's clock and ours may be apart, in seconds.
    package static let windowSeconds: Int64 = 300
    /// The most characters of a nonce.
    static let nonceLimit = 128

    private let ring: KeyRing
    private let nonces: SeenNonces

    /// Creates a verifier.
    ///
    /// - Parameter nonces: What has been believed already.
    package init(ring: KeyRing, nonces: SeenNonces = .ofProcess) {
        self.ring = ring
        self.nonces = nonces
    }

    /// Verifies an answer's signature, which is believed once.
    ///
    /// - Parameters:
    ///   - body: The bytes as received, before anything was made of them.
    ///   - now: Our clock when they had arrived.
    package func verify(
        _ headers: SignatureHeaders, body: [UInt8], at now: Timestamp
    ) throws(UnverifiedSignature) -> VerifiedSignature {
        let signature = try verifyRepeatable(headers, body: body, at: now)
        guard nonces.remember(headers.nonce) else {
            throw UnverifiedSignature(problem: .nonceRepeated)
        }
        return signature
    }

    /// Verifies the signature of what may come again, such as a notification: the journal tells
    /// whether it was recorded.
    ///
    /// - Parameters:
    ///   - body: The bytes as received, before anything was made of them.
    ///   - now: Our clock when they had arrived.
    package func verifyRepeatable(
        _ headers: SignatureHeaders, body: [UInt8], at now: Timestamp
    ) throws(UnverifiedSignature) -> VerifiedSignature {
        let seconds = try Self.seconds(headers.timestamp)
        let (distance, overflow) = (now.milliseconds / 1000).subtractingReportingOverflow(seconds)
        guard !overflow, distance.magnitude <= Self.windowSeconds.magnitude else {
            throw UnverifiedSignature(problem: .timestampOutsideWindow)
        }
        guard let key = ring.key(named: headers.serial) else {
            throw UnverifiedSignature(problem: .unknownSerial)
        }
        guard key.isValid(at: now) else { throw UnverifiedSignature(problem: .keyNotValid) }
        guard headers.type.map({ $0.isIdentical(to: "WECHATPAY2-SHA256-RSA2048") }) ?? true,
            headers.nonce.utf8.count <= Self.nonceLimit, WireText.isVisible(headers.nonce),
            headers.signature.utf8.count <= 4096,
            let signature = CanonicalBase64.decode(headers.signature),
            signature.count == (key.key.keySizeInBits + 7) / 8
        else { throw UnverifiedSignature(problem: .signatureMalformed) }
        let message = Array("\(headers.timestamp)\n\(headers.nonce)\n".utf8) + body + [0x0A]
        // The library's default padding is PSS, with which WeChat's signatures never verify.
        guard
            key.key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: message,
                padding: .insecurePKCS1v1_5)
        else { throw UnverifiedSignature(problem: .signatureWrong) }
        return VerifiedSignature(
            keyID: key.id, signedAt: Timestamp(clamping: seconds * 1000))
    }

    /// One to eleven digits without a leading zero, nothing else: what an integer parser accepts
    /// besides is not a time, and one time has one spelling.
    private static func seconds(_ text: String) throws(UnverifiedSignature) -> Int64 {
        guard text.utf8.count <= 11, ASCII.isWholeNumber(text), let seconds = Int64(text)
        else { throw UnverifiedSignature(problem: .timestampMalformed) }
        return seconds
    }
}
