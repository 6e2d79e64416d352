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
    /// - Parameter excerpt: What of the body may be kept.
    func evidence(excerpt: String?) -> Evidence {
        Evidence(
            excerpt: excerpt, bodyDigest: EvidenceExcerpt.digest(body), requestID: requestID,
            signedBy: signature.keyID, signedAt: signature.signedAt)
    }
}
