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
        var bytes = Array(prefix.utf8)
        bytes.reserveCapacity(512)
        bytes.append(contentsOf: record.previous.bytes)
        for member in members(of: record) {
            let text = member.value ?? ""
            withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: text.utf8)
        }
        return bytes
    }

    /// The members of a record by the names that an export gives them, in canonical order.
    public static func members(of record: Record) -> [(name: String, value: String?)] {
        [
            ("sequence", String(record.sequence)),
            ("out_order_no", record.subject.text),
            ("revision", String(record.revision)),
            ("at", String(record.at.milliseconds)),
            ("provider_at", record.providerAt.map { String($0.milliseconds) }),
            ("event", record.event),
            ("phase_before", record.before),
            ("phase_after", record.after),
            ("cause", record.cause.kind.rawValue),
            ("cause_id", record.cause.id),
            ("actor", record.caller.actor.text),
            ("channel", record.caller.channel.text),
            ("reason", record.reason),
            ("rules", record.rules?.rawValue),
            ("detail", record.detail?.text),
            ("evidence", record.evidence),
        ]
    }
}
