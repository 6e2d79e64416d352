import Foundation

/// One try of a notification, as it goes over the wire.
struct NotificationMessage: Sendable {
    let url: String
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// Encrypts and signs a notification.
    ///
    /// - Parameters:
    ///   - outgoing: what is to be told.
    ///   - fault: what is wrong with it.
    ///   - key: the key that signs.
    ///   - apiV3Key: the key that encrypts.
    ///   - now: the time that the signature covers.
    init(
        _ outgoing: OutgoingNotification, _ fault: NotificationFault.Kind?,
        signedBy key: SigningKey,
        apiV3Key: String, at now: Date
    ) throws {
        let body = try JSONText.bytes(
            of: Envelope(
                outgoing, key: fault == .wrongKey ? RandomText.lettersAndDigits(32) : apiV3Key))
        let signature: Answer.Signature =
            switch fault {
            case .forged: .wrong
            case .signTest: .probe
            case .wrongKey, .wrongSerial, .duplicate, .reordered, .delay, .never, nil: .valid
            }
        var fields = [
            RequestID.header(tail: "0"), ("Content-Type", "application/json"),
            ("Accept", "application/json"), ("User-Agent", "Mozilla/4.0"),
        ]
        for field in key.headers(for: body, signature, at: now) {
            let isSpoilt = fault == .wrongSerial && field.name == "Wechatpay-Serial"
            fields.append((field.name, isSpoilt ? Self.otherSerial(than: key) : field.value))
        }
        url = outgoing.notifyURL
        headers = fields
        self.body = body
    }

    /// A serial of the same kind as the key's.
    private static func otherSerial(than key: SigningKey) -> String {
        key.serial.hasPrefix(PublicKeyPair.prefix)
            ? PublicKeyPair.prefix + RandomText.digits(34)
            : RandomText.hexadecimal(40).uppercased()
    }

    /// The key that the headers name.
    var serial: String { headers.first { $0.name == "Wechatpay-Serial" }?.value ?? "" }
}

/// The body of a notification.
private struct Envelope: Encodable {
    let id: String
    let createTime: String
    let eventType: String
    let resourceType = "encrypt-resource"
    let summary: String
    let resource: Resource

    private enum CodingKeys: String, CodingKey {
        case id, summary, resource
        case createTime = "create_time"
        case eventType = "event_type"
        case resourceType = "resource_type"
    }

    /// The encrypted part.
    struct Resource: Encodable {
        let sealed: SealedText
        let originalType = "payscore"

        private enum CodingKeys: String, CodingKey {
            case originalType = "original_type"
        }

        func encode(to encoder: any Encoder) throws {
            try sealed.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(originalType, forKey: .originalType)
        }
    }

    init(_ outgoing: OutgoingNotification, key: String) throws {
        id = outgoing.id
        createTime = WeChatTime.rfc3339(of: outgoing.createdAt)
        eventType = outgoing.event.rawValue
        summary = outgoing.event.summary
        resource = Resource(
            sealed: try SealedText(
                outgoing.payload, key: key, nonce: RandomText.lettersAndDigits(12),
                associatedData: "payscore"))
    }
}
