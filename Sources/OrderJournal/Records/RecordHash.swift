/// The hash that a record has: SHA-256 of its canonical bytes, in which the hash of the record
/// before it stands.
public enum RecordHash {
    /// Returns the hash of a record, whatever its stored hash is.
    public static func of(_ record: JournalRecord) -> Digest32 {
        Digest32.of(CanonicalEncoding.bytes(of: record))
    }

    /// Returns the hash of a record's members, given as their bytes in the order of
    /// ``CanonicalEncoding/members(of:)``: for a journal that hashes the very bytes that it stores.
    public static func of(_ members: [[UInt8]?], after previous: Digest32) -> Digest32 {
        Digest32.of(CanonicalEncoding.bytes(of: members, after: previous))
    }
}
