/// PostgreSQL's binary form of values.
enum BinaryForm {
    static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// An array of one dimension.
    static func array(of type: PostgresType, _ values: [[UInt8]?]) -> [UInt8] {
        let dimensions: Int32 = values.isEmpty ? 0 : 1
        let hasNull: Int32 = values.contains { $0 == nil } ? 1 : 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + values.reduce(0) { $0 + 4 + ($1?.count ?? 0) })
        bytes += self.bytes(dimensions) + self.bytes(hasNull) + self.bytes(type.oid)
        guard !values.isEmpty else { return bytes }
        bytes += self.bytes(Int32(clamping: values.count)) + self.bytes(Int32(1))
        for value in values {
            guard let value else {
                bytes += self.bytes(Int32(-1))
                continue
            }
            bytes += self.bytes(Int32(clamping: value.count))
            bytes += value
        }
        return bytes
    }

    /// A whole number of 2, 4 or 8 bytes.
    static func number(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard [2, 4, 8].contains(bytes.count), let first = bytes.first else { return nil }
        // The first byte has the sign.
        return bytes.dropFirst().reduce(Int64(Int8(bitPattern: first))) { $0 << 8 | Int64($1) }
    }
}
