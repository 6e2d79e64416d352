import OrderLifecycle

/// The canonical bytes of a record, put together member by member.
///
/// A journal that checks what it stores makes no ``JournalRecord`` of it; it adds the members as
/// they are stored, in the order of ``CanonicalEncoding/members(of:)``.
public struct CanonicalBytes: Sendable {
    /// Room for more than what has been put together: one that is written into costs less than an
    /// array that is appended to, twice for each of nineteen members.
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
        guard let text else { return addNothing() }
        text.withBytes { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds the bytes of a text.
    public mutating func add(_ text: UnsafeRawBufferPointer) {
        put(Self.lengthSize + text.count) { room in
            room.storeBytes(of: UInt32(truncatingIfNeeded: text.count).bigEndian, as: UInt32.self)
            UnsafeMutableRawBufferPointer(rebasing: room[Self.lengthSize...])
                .copyMemory(from: text)
        }
    }

    /// Adds a number as decimal digits; one that is absent has no bytes.
    public mutating func add(_ number: Int64?) {
        guard let number else { return addNothing() }
        DecimalDigits.of(number) { add($0) }
    }

    private mutating func addNothing() {
        add(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) {
        put(bytes.count) { $0.copyMemory(from: bytes) }
    }

    /// Has so many bytes written behind those that there are.
    @inline(__always)
    private mutating func put(_ length: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) {
        let end = count + length
        if end > room.count {
            room.append(contentsOf: repeatElement(0, count: max(end, 2 * room.count) - room.count))
        }
        room.withUnsafeMutableBytes { room in
            write(UnsafeMutableRawBufferPointer(rebasing: room[count..<end]))
        }
        count = end
    }

    private static let lengthSize = 4
    private static let prefix = Array(CanonicalEncoding.prefix.utf8)
}
