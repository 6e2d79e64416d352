import Foundation

/// The keys that sign, as the control interface shows them after a rotation.
struct ShownKeys: Encodable {
    private let platformSerial: String
    private let publicKeyID: String
    private let retired: [Retired]

    private enum CodingKeys: String, CodingKey {
        case platformSerial = "platform_serial"
        case publicKeyID = "public_key_id"
        case retired
    }

    /// A platform certificate that no longer signs.
    private struct Retired: Encodable {
        let serial: String
        /// Until when `GET /v3/certificates` lists it, in RFC 3339.
        let listedUntil: String

        private enum CodingKeys: String, CodingKey {
            case serial = "serial_no"
            case listedUntil = "listed_until"
        }
    }

    init(_ identity: Identity) {
        platformSerial = identity.platform.serial
        publicKeyID = identity.publicKey.id
        retired = identity.retiredPlatforms.compactMap { platform in
            platform.listedUntil.map {
                Retired(serial: platform.serial, listedUntil: WeChatTime.rfc3339(of: $0))
            }
        }
    }
}
