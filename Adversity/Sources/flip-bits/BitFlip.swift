import OrderEngineTesting

/// Bytes with one bit turned, and where.
struct BitFlip {
    let bytes: [UInt8]
    let index: Int

    init(_ original: [UInt8], _ random: SeededRandom) {
        let bit = Int(random.next() % UInt64(original.count * 8))
        var bytes = original
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        self.bytes = bytes
        index = bit / 8
    }
}
