public import Crypto

/// A SHA-256 digest.
public struct Digest32: Hashable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Thirty-two zero bytes: what stands before the first record of a chain.
    public static let zero = Digest32(words: (0, 0, 0, 0))

    /// Wraps a digest.
    public init(_ digest: SHA256.Digest) {
        self = digest.withUnsafeBytes { Digest32(raw: $0) }
    }

    /// Creates a digest from its bytes, or `nil` if there are not 32 of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self = Array(bytes).withUnsafeBytes { Digest32(raw: $0) }
    }

    /// Creates a digest from 64 lower-case hexadecimal digits, or `nil` if the text is not that.
    public init?(hex: String) {
        guard let bytes = Hex.bytes(hex), let digest = Digest32(bytes: bytes) else { return nil }
        self = digest
    }

    /// Creates a digest from bytes in memory, or `nil` if there are not 32 of them.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        self.init(raw: bytes)
    }

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    private init(raw: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// The bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Lends the bytes without a copy on the heap.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let bytes = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
        )
        return Swift.withUnsafeBytes(of: bytes, body)
    }

    /// Writes the bytes into memory that has room for them.
    func copy(to memory: UnsafeMutableRawBufferPointer, at offset: Int) {
        withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: memory[offset...]).copyMemory(from: bytes)
        }
    }

    /// The bytes as lower-case hexadecimal digits.
    public var hex: String { Hex.text(bytes) }

    /// Tells whether all bytes are the same.
    public static func == (left: Digest32, right: Digest32) -> Bool {
        left.words == right.words
    }

    /// Feeds the first eight bytes, which are as good as random.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }

    /// Returns the digest of some bytes.
    public static func of(_ bytes: some Sequence<UInt8>) -> Digest32 {
        Digest32(SHA256.hash(data: Array(bytes)))
    }

    /// Returns the digest of bytes in memory.
    static func of(_ bytes: UnsafeRawBufferPointer) -> Digest32 {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return Digest32(hasher.finalize())
    }
}
