import OrderLifecycle

/// The canonical bytes of a record, put together member by member.
///
/// A journal that checks what it stores makes no ``Record`` of it; it adds the members as they are
/// stored, in the order of ``CanonicalEncoding/members(of:)``.
public struct CanonicalBytes: Sendable {
    /// Room for more than what has been put together: one that is written into costs less than an
    /// array that is appended to, twice for each of sixteen members.
    private var room = [UInt8](repeating: 0, count: 1024)
    private var count = 0

    /// Begins without bytes.
    public init() {}

    /// What has been put together.
    public var bytes: [UInt8] { Array(room.prefix(count)) }

    /// The hash of the bytes.
    public var hash: Digest32 {
        room.withUnsafeBytes { Digest32.of(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
    }

    /// Begins a record that follows the one of this hash.
    public mutating func begin(after previous: Digest32) {
        count = 0
        Self.prefix.withUnsafeBytes { put($0) }
        previous.withUnsafeBytes { put($0) }
    }

    /// Adds a text; one that is absent has no bytes.
    public mutating func add(_ text: String?) {
        guard let text else { return put(length: 0) }
        text.withBytes { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds the bytes of a text.
    public mutating func add(_ text: UnsafeRawBufferPointer) {
        put(length: text.count)
        put(text)
    }

    /// Adds a number as decimal digits; one that is absent has no bytes.
    public mutating func add(_ number: Int64?) {
        guard let number else { return put(length: 0) }
        DecimalDigits.of(number) { add($0) }
    }

    private mutating func put(length: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: length).bigEndian) { put($0) }
    }

    @inline(__always)
    private mutating func put(_ bytes: UnsafeRawBufferPointer) {
        let end = count + bytes.count
        if end > room.count {
            room.append(contentsOf: repeatElement(0, count: max(end, 2 * room.count) - room.count))
        }
        room.withUnsafeMutableBytes { room in
            UnsafeMutableRawBufferPointer(rebasing: room[count..<end]).copyMemory(from: bytes)
        }
        count = end
    }

    private static let prefix = Array(CanonicalEncoding.prefix.utf8)
}
