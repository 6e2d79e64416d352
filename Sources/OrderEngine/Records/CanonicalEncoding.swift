import Crypto
import OrderLifecycle

/// The bytes that a record's hash is taken over; docs/reference/journal-format.md describes them
/// so that a stranger can check an export.
///
/// A fixed prefix, the 32 bytes of the hash before it, then sixteen members in a fixed order, each
/// as its length in four bytes, big-endian, and its UTF-8 text. Numbers are decimal; what is
/// absent has length zero, and nothing that is present is empty.
public enum CanonicalEncoding {
    /// What the encoding begins with, so that no other hash of this package's can be mistaken for
    /// a record's.
    public static let prefix = "payscore-orders record 1\n"

    /// Returns the hash of a record, whatever its stored hash is.
    public static func hash(of record: Record) -> Digest32 {
        Digest32(SHA256.hash(data: bytes(of: record)))
    }

    /// Returns the canonical bytes of a record.
    public static func bytes(of record: Record) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        append(prefix, to: &bytes)
        record.previous.withUnsafeBytes { bytes.append(contentsOf: $0) }
        forEachMember(of: record) { _, value in
            let text = value ?? ""
            withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            append(text, to: &bytes)
        }
        return bytes
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// The members of a record by the names that an export gives them, in canonical order.
    public static func members(of record: Record) -> [(name: String, value: String?)] {
        var members: [(name: String, value: String?)] = []
        forEachMember(of: record) { members.append((String(describing: $0), $1)) }
        return members
    }

    /// Hands over each member in canonical order; no list of them is made, since every append and
    /// every verification of a record comes through here.
    @inline(__always)
    private static func forEachMember(
        of record: Record, _ take: (StaticString, String?) -> Void
    ) {
        take("sequence", String(record.sequence))
        take("out_order_no", record.subject.text)
        take("revision", String(record.revision))
        take("at", String(record.at.milliseconds))
        take("provider_at", record.providerAt.map { String($0.milliseconds) })
        take("event", record.event)
        take("phase_before", record.before)
        take("phase_after", record.after)
        take("cause", record.cause.kind.rawValue)
        take("cause_id", record.cause.id)
        take("actor", record.caller.actor.text)
        take("channel", record.caller.channel.text)
        take("reason", record.reason)
        take("rules", record.rules?.rawValue)
        take("detail", record.detail?.text)
        take("evidence", record.evidence)
    }
}
