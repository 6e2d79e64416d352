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

    /// The names that an export gives the members, in canonical order.
    public static let names = [
        "sequence", "subject", "revision", "at", "provider_at", "event", "phase_before",
        "phase_after", "cause", "cause_id", "actor", "identified_by", "channel", "host",
        "system_user", "reason", "rules", "detail", "evidence",
    ]

    /// Returns the canonical bytes of a record.
    public static func bytes(of record: JournalRecord) -> [UInt8] {
        bytes(of: texts(of: record).map { $0?.utf8 }, after: record.previous)
    }

    /// The members of a record by the names that an export gives them, in canonical order.
    public static func members(of record: JournalRecord) -> [(name: String, value: String?)] {
        zip(names, texts(of: record)).map { (name: $0, value: $1) }
    }

    /// The members' texts, in the order of ``names``.
    private static func texts(of record: JournalRecord) -> [String?] {
        [
            String(record.sequence),
            record.subject.text,
            String(record.revision),
            String(record.at.milliseconds),
            record.providerAt.map { String($0.milliseconds) },
            record.event,
            record.phaseBefore,
            record.phaseAfter,
            record.cause.kind.rawValue,
            record.cause.id,
            record.caller.actor.text,
            record.caller.identification.text,
            record.caller.channel.text,
            record.origin.host,
            record.origin.systemUser,
            record.reason,
            record.rules?.rawValue,
            record.detail?.text,
            record.evidence,
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
