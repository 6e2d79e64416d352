/// Evidence as records write it.
package enum EvidenceText {
    static func text(_ evidence: Evidence) -> String {
        Detail([
            "body_sha256": evidence.bodyDigest,
            "request_id": evidence.requestID,
            "signed_by": evidence.signedBy,
            "excerpt": evidence.excerpt,
        ]).text
    }

    /// The digest of the body that a record rests on, if it rests on one.
    package static func bodyDigest(in text: String?) -> String? {
        text.flatMap { Detail(text: $0)["body_sha256"] }
    }
}
