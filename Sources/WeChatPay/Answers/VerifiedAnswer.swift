import Crypto
import OrderJournal
import OrderLifecycle

/// An answer whose signature was verified over the bytes received.
struct VerifiedAnswer: Sendable {
    let status: Int
    let body: [UInt8]
    let requestID: String?
    let signature: VerifiedSignature

    /// The evidence of the answer.
    ///
    /// - Parameters:
    ///   - excerpt: What of the body may be kept.
    ///   - secret: A text that the digest leaves out, such as a customer's `openid`.
    func evidence(excerpt: String?, hiding secret: String? = nil) -> Evidence {
        Evidence(
            excerpt: excerpt, bodyDigest: EvidenceExcerpt.digest(body, hiding: secret).hex,
            requestID: requestID,
            signedBy: signature.keyID, signedAt: signature.signedAt)
    }
}
