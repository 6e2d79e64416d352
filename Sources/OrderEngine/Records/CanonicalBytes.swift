/// The canonical bytes of a record, put together member by member.
///
/// A journal that checks what it stores makes no ``Record`` of it; it adds the members as they are
/// stored, in the order of ``CanonicalEncoding/members(of:)``.
public struct CanonicalBytes: Sendable {
    /// What has been put together.
    public private(set) var bytes: [UInt8] = []

    /// Begins without bytes.
    public init() {
        bytes.reserveCapacity(1024)
    }

    /// Begins a record that follows the one of this hash.
    public mutating func begin(after previous: Digest32) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: Self.prefix)
        previous.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Adds a text; one that is absent has no bytes.
    public mutating func add(_ text: String?) {
        guard var text else { return add(length: 0) }
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds the bytes of a text.
    public mutating func add(_ text: UnsafeRawBufferPointer) {
        add(length: text.count)
        bytes.append(contentsOf: text)
    }

    /// Adds a number as decimal digits; one that is absent has no bytes.
    public mutating func add(_ number: Int64?) {
        guard let number else { return add(length: 0) }
        DecimalDigits.of(number) { add($0) }
    }

    /// The hash of the bytes.
    public var hash: Digest32 {
        bytes.withUnsafeBytes { Digest32.of($0) }
    }

    private mutating func add(length: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: length).bigEndian) {
            bytes.append(contentsOf: $0)
        }
    }

    private static let prefix = Array(CanonicalEncoding.prefix.utf8)
}
