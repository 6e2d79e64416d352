/// Gzip files that store their content uncompressed.
enum StoredGzip {
    /// The most bytes of the content: one stored block has no more.
    static let limit = 65_535

    /// Packs up to ``limit`` bytes.
    static func file(of content: [UInt8]) -> [UInt8] {
        let size = UInt16(truncatingIfNeeded: content.count)
        // The head of gzip, then of one last block of RFC 1951 that is stored.
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
        file += bytes(size)
        file += bytes(~size)
        file += content
        file += bytes(checksum(of: content))
        file += bytes(UInt32(size))
        return file
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        stride(from: 0, to: Number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// The CRC-32 of RFC 1952.
    private static func checksum(of content: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in content {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd: Bool = sum & 1 == 1
                sum >>= 1
                if isOdd { sum ^= 0xEDB8_8320 }
            }
        }
        return ~sum
    }
}
