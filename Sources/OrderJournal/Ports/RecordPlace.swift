/// A record's place among all records in the order of their subjects and revisions.
public struct RecordPlace: Hashable, Sendable {
    /// The subject.
    public let subject: Subject
    /// The revision.
    public let revision: Int64

    /// Creates a place.
    public init(_ subject: Subject, _ revision: Int64) {
        self.subject = subject
        self.revision = revision
    }

    /// Tells whether this place comes before another; texts are compared by their bytes.
    public func precedes(_ other: RecordPlace) -> Bool {
        subject == other.subject
            ? revision < other.revision : subject.precedes(other.subject)
    }
}

extension Subject {
    /// Tells whether this subject comes before another, by the bytes of their texts.
    ///
    /// Order numbers are ASCII, whose texts compare as their bytes do.
    public func precedes(_ other: Subject) -> Bool {
        text < other.text
    }
}

extension JournalReader {
    /// The digests of all records after a sequence number, computed of the records.
    public func digests(after sequence: Int64, limit: Int) throws -> [RecordDigest] {
        try records(after: sequence, limit: limit).map { RecordDigest(of: $0) }
    }

    /// The outlines of the records after a place, read subject by subject.
    public func outlinesBySubject(after place: RecordPlace?, limit: Int) throws
        -> [RecordOutline]
    {
        var page: [JournalRecord] = []
        if let place {
            page = try records(of: place.subject, after: place.revision, limit: limit)
        }
        for subject in try subjects(after: place?.subject, limit: limit) where page.count < limit {
            page += try records(of: subject, after: 0, limit: limit - page.count)
        }
        return page.map { RecordOutline($0) }
    }
}
