public import Crypto

/// A SHA-256 digest.
public struct Digest32: Hashable, Sendable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Thirty-two zero bytes: what stands before the first record of a chain.
    public static let zero = Digest32(unchecked: [UInt8](repeating: 0, count: length))

    private static let length = 32

    /// Wraps a digest.
    public init(_ digest: SHA256.Digest) {
        bytes = digest.withUnsafeBytes { Array($0) }
    }

    /// Wraps a keyed digest.
    package init(_ code: HMAC<SHA256>.MAC) {
        bytes = code.withUnsafeBytes { Array($0) }
    }

    /// Creates a digest from its bytes, or `nil` if there are not 32 of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        self.init(unchecked: Array(bytes))
    }

    /// Creates a digest from 64 lower-case hexadecimal digits, or `nil` if the text is not that.
    public init?(hex: String) {
        guard let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The bytes as lower-case hexadecimal digits.
    public var hex: String { Hex.text(bytes) }

    /// Returns the digest of some bytes.
    public static func of(_ bytes: some Sequence<UInt8>) -> Digest32 {
        Digest32(SHA256.hash(data: Array(bytes)))
    }

    /// Returns the digest of bytes that are read piece by piece.
    ///
    /// - Parameter next: Reads the next piece; an empty one is the end.
    package static func of<Failure: Error>(
        pieces next: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> Digest32 {
        var hash = SHA256()
        while true {
            let piece = try next()
            if piece.isEmpty { return Digest32(hash.finalize()) }
            hash.update(data: piece)
        }
    }
}
