package import OrderEngine
import OrderJournal
package import OrderLifecycle
import StrictJSON

/// Opens notifications: verifies the signature over the very bytes, decrypts, and sees to it that
/// they are about this merchant.
///
/// Cheap checks come before expensive ones. Who sent it, through which proxy and to which host,
/// does not matter.
package struct NotificationOpener: Sendable {
    /// The most bytes of a body.
    package static let sizeLimit = WeChatNotification.bodyLimit

    private let merchant: WeChatPayMerchant
    private let verifier: AnswerVerifier

    /// Creates an opener with the keys that are trusted.
    package init(merchant: WeChatPayMerchant, ring: KeyRing) {
        self.merchant = merchant
        verifier = AnswerVerifier(ring: ring)
    }

    /// Opens a notification.
    ///
    /// - Parameter now: Our clock when it had arrived.
    package func open(
        _ notification: WeChatNotification, at now: Timestamp
    ) throws(NotificationProblem) -> OpenedNotification {
        let body = notification.body
        guard body.count <= Self.sizeLimit else { throw .tooLarge }
        guard let headers = SignatureHeaders(notification.values(of:)) else {
            throw .unverified(.unsigned)
        }
        let signature: VerifiedSignature
        do throws(UnverifiedSignature) {
            signature = try verifier.verifyRepeatable(headers, body: body, at: now)
        } catch { throw .unverified(error.problem) }
        let requestID = notification.values(of: "Request-ID").first.map {
            WireText.visible($0, limit: 64)
        }
        return try opened(
            Self.envelope(body),
            evidence: { excerpt in
                Evidence(
                    excerpt: excerpt, bodyDigest: EvidenceExcerpt.digest(body).hex,
                    requestID: requestID.flatMap { $0.isEmpty ? nil : $0 },
                    signedBy: signature.keyID, signedAt: signature.signedAt)
            })
    }

    /// What of the body is not encrypted, and what is.
    private struct Envelope {
        let id: NotificationID
        let type: NotificationType
        let nonce: String
        let associatedData: String
        let ciphertext: String
    }

    private static func envelope(_ body: [UInt8]) throws(NotificationProblem) -> Envelope {
        guard let message = try? JSONValue.read(body, limit: sizeLimit),
            let id = message["id"]?.text.flatMap({ try? NotificationID($0) }),
            let type = message["event_type"]?.text.flatMap({ try? NotificationType($0) }),
            message["resource_type"]?.text?.isIdentical(to: "encrypt-resource") == true,
            let resource = message["resource"],
            resource["algorithm"]?.text?.isIdentical(to: "AEAD_AES_256_GCM") == true,
            resource["original_type"]?.text?.isIdentical(to: "payscore") == true,
            let nonce = resource["nonce"]?.text, nonce.utf8.count == APIv3Key.nonceLength,
            let ciphertext = resource["ciphertext"]?.text,
            let associatedData = text("associated_data", in: resource)
        else { throw .malformed }
        return Envelope(
            id: id, type: type, nonce: nonce, associatedData: associatedData,
            ciphertext: ciphertext)
    }

    /// A text that may be empty, null or missing; `nil` of what is no text.
    private static func text(_ name: String, in object: JSONValue) -> String? {
        switch object[name] {
        case nil, .null?: ""
        case .string(let text)?: text
        case .bool?, .number?, .array?, .object?: nil
        }
    }

    private func opened(
        _ envelope: Envelope, evidence: (String?) -> Evidence
    ) throws(NotificationProblem) -> OpenedNotification {
        guard
            let plain = try? merchant.apiV3Key.open(
                ciphertext: envelope.ciphertext, nonce: envelope.nonce,
                associatedData: envelope.associatedData)
        else { throw .undecryptable }
        guard let value = try? JSONValue.read(plain, limit: Self.sizeLimit),
            case .object = value
        else { throw .malformed }
        let details = NotificationDetails(
            envelope.id, type: envelope.type, content: EvidenceExcerpt.digest(plain, read: value))
        switch NotificationEvent(rawValue: envelope.type.text) {
        case .userConfirm?: return try order(.userConfirmed, in: value, details, evidence)
        case .userPaid?: return try order(.userPaid, in: value, details, evidence)
        case .userOpenService?:
            return try authorization(.opened, in: value, details, evidence(nil))
        case .userCloseService?:
            return try authorization(.closed, in: value, details, evidence(nil))
        case nil:
            try checkOwner(of: value, mayOmit: true)
            return OpenedNotification(details, .other, evidence: evidence(nil))
        }
    }

    private func order(
        _ notice: OrderNotice, in value: JSONValue, _ details: NotificationDetails,
        _ evidence: (String?) -> Evidence
    ) throws(NotificationProblem) -> OpenedNotification {
        try checkOwner(of: value)
        guard let parsed = try? SnapshotReader.read(value), let order = parsed.order else {
            throw .malformed
        }
        return OpenedNotification(
            details,
            .order(
                notice, order,
                ProviderObservation(snapshot: parsed.snapshot, identity: parsed.identity)),
            evidence: evidence(parsed.excerpt))
    }

    private func authorization(
        _ notice: AuthorizationNotice, in value: JSONValue, _ details: NotificationDetails,
        _ evidence: Evidence
    ) throws(NotificationProblem) -> OpenedNotification {
        try checkOwner(of: value)
        let status = value["user_service_status"]?.unlessEmpty
        guard status == nil || status?.text?.lowercased() == notice.rawValue,
            let seen = notice.observation(in: value)
        else { throw .malformed }
        return OpenedNotification(details, .authorization(notice, seen), evidence: evidence)
    }

    /// Makes sure that the content names this merchant, its application and its service.
    ///
    /// Source: the pages of all four events list the three; a sample of an authorization's writes
    /// `mch_id`.
    ///
    /// - Parameter mayOmit: Whether what is not said is passed over, as in an event of which no
    ///   page is known.
    private func checkOwner(
        of value: JSONValue, mayOmit: Bool = false
    ) throws(NotificationProblem) {
        let expected = [
            (["mchid", "mch_id"], merchant.merchantID.text), (["appid"], merchant.appID.text),
            (["service_id"], merchant.serviceID.text),
        ]
        for (names, text) in expected {
            let said = names.compactMap { value[$0]?.unlessEmpty }
            guard mayOmit || !said.isEmpty,
                said.allSatisfy({ $0.text?.isIdentical(to: text) ?? false })
            else { throw .ofAnother }
        }
    }
}

/// The events that are understood, by WeChat's `event_type`.
private enum NotificationEvent: String {
    case userConfirm = "PAYSCORE.USER_CONFIRM"
    case userPaid = "PAYSCORE.USER_PAID"
    case userOpenService = "PAYSCORE.USER_OPEN_SERVICE"
    case userCloseService = "PAYSCORE.USER_CLOSE_SERVICE"
}
