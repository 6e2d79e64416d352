/// The Ed25519 public keys by which a signature proves nothing.
///
/// Such a key is a point of order 1, 2, 4 or 8. Anybody can write a signature that is valid by it,
/// for one of which even any text is signed, and the verification itself does not refuse it. No
/// private key has one as its public key.
enum SmallOrderKey {
    /// Their y coordinates, little-endian, in every encoding that is accepted.
    private static let points: [[UInt8]] = [
        // 0, of order 4.
        filled(0x00, first: 0x00, last: 0x00),
        // 1, of order 1.
        filled(0x00, first: 0x01, last: 0x00),
        // The two of order 8.
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF,
            0x98, 0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88,
            0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10,
            0x67, 0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77,
            0x92, 0xAC, 0x03, 0x7A,
        ],
        // -1, of order 2; then 0 and 1 again, as they are written above the modulus.
        filled(0xFF, first: 0xEC, last: 0x7F),
        filled(0xFF, first: 0xED, last: 0x7F),
        filled(0xFF, first: 0xEE, last: 0x7F),
    ]

    /// Tells whether a key is one of them, whatever the sign of its x coordinate.
    static func contains(_ key: some Collection<UInt8>) -> Bool {
        var bytes = Array(key)
        guard let last = bytes.popLast() else { return false }
        bytes.append(last & 0x7F)
        return points.contains(bytes)
    }

    private static func filled(_ byte: UInt8, first: UInt8, last: UInt8) -> [UInt8] {
        [first] + Array(repeating: byte, count: 30) + [last]
    }
}
