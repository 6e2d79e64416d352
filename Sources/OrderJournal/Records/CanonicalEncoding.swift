import OrderLifecycle

/// The bytes that a record's hash is taken over; docs/reference/journal-format.md describes them
/// so that a stranger can check an export.
///
/// A fixed prefix, the 32 bytes of the hash before it, then nineteen members in a fixed order, each
/// as its length in four bytes, big-endian, and its UTF-8 text. Numbers are decimal; what is
/// absent has length zero, and nothing that is present is empty.
public enum CanonicalEncoding {
    /// What the encoding begins with, so that no other hash of this package's can be mistaken for
    /// a record's.
    public static let prefix = "payscore-orders record 1\n"

    /// Returns the canonical bytes of a record.
    public static func bytes(of record: JournalRecord) -> [UInt8] {
        bytes(of: members(of: record).map { $0.value?.utf8 }, after: record.previous)
    }

    /// The members of a record by the names that an export gives them, in canonical order.
    public static func members(of record: JournalRecord) -> [(name: String, value: String?)] {
        [
            ("sequence", String(record.sequence)),
            ("subject", record.subject.text),
            ("revision", String(record.revision)),
            ("at", String(record.at.milliseconds)),
            ("provider_at", record.providerAt.map { String($0.milliseconds) }),
            ("event", record.event),
            ("phase_before", record.phaseBefore),
            ("phase_after", record.phaseAfter),
            ("cause", record.cause.kind.rawValue),
            ("cause_id", record.cause.id),
            ("actor", record.caller.actor.text),
            ("identified_by", record.caller.identification.text),
            ("channel", record.caller.channel.text),
            ("host", record.origin.host),
            ("system_user", record.origin.systemUser),
            ("reason", record.reason),
            ("rules", record.rules?.rawValue),
            ("detail", record.detail?.text),
            ("evidence", record.evidence),
        ]
    }

    static func bytes<Text: Collection<UInt8>>(
        of members: [Text?], after previous: Digest32
    ) -> [UInt8] {
        var bytes = Array(prefix.utf8)
        bytes += previous.bytes
        for member in members {
            let length = member?.count ?? 0
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
            if let member { bytes += member }
        }
        return bytes
    }
}
