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

    /// Returns the hash of a record, whatever its stored hash is.
    public static func hash(of record: JournalRecord) -> Digest32 {
        hash(of: record.members)
    }

    /// Returns the hash of a record that is being made.
    static func hash(of members: JournalRecord.Members) -> Digest32 {
        canonicalBytes(of: members).hash
    }

    /// Returns the canonical bytes of a record.
    public static func bytes(of record: JournalRecord) -> [UInt8] {
        canonicalBytes(of: record.members).bytes
    }

    /// The members of a record by the names that an export gives them, in canonical order.
    public static func members(of record: JournalRecord) -> [(name: String, value: String?)] {
        var members: [(name: String, value: String?)] = []
        forEachMember(of: record.members) { name, member in
            let text: String? =
                switch member {
                case .number(let number): number.map { String($0) }
                case .text(let text): text
                }
            members.append((String(describing: name), text))
        }
        return members
    }

    private static func canonicalBytes(of members: JournalRecord.Members) -> CanonicalBytes {
        var canonical = CanonicalBytes()
        canonical.begin(after: members.previous)
        forEachMember(of: members) { _, member in
            switch member {
            case .number(let number): canonical.add(number)
            case .text(let text): canonical.add(text)
            }
        }
        return canonical
    }

    private enum Member {
        case number(Int64?)
        case text(String?)
    }

    /// Hands over each member in canonical order; no list of them is made, since every append
    /// comes through here.
    @inline(__always)
    private static func forEachMember(
        of record: JournalRecord.Members, _ take: (StaticString, Member) -> Void
    ) {
        take("sequence", .number(record.sequence))
        take("subject", .text(record.subject.text))
        take("revision", .number(record.revision))
        take("at", .number(record.at.milliseconds))
        take("provider_at", .number(record.providerAt?.milliseconds))
        take("event", .text(record.event))
        take("phase_before", .text(record.phaseBefore))
        take("phase_after", .text(record.phaseAfter))
        take("cause", .text(record.cause.kind.rawValue))
        take("cause_id", .text(record.cause.id))
        take("actor", .text(record.caller.actor.text))
        take("identified_by", .text(record.caller.identification.text))
        take("channel", .text(record.caller.channel.text))
        take("host", .text(record.origin.host))
        take("system_user", .text(record.origin.systemUser))
        take("reason", .text(record.reason))
        take("rules", .text(record.rules?.rawValue))
        take("detail", .text(record.detail?.text))
        take("evidence", .text(record.evidence))
    }
}
