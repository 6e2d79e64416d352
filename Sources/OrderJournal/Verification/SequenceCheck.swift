import OrderLifecycle

/// The pass over all records by sequence number: dense, hashed as they say, never going back in
/// time, and sealed as the checkpoints say.
struct SequenceCheck {
    /// How many records were read.
    private(set) var records: Int64 = 0
    /// The first record that is dated too far ahead of the clock.
    private(set) var datedAhead: DatedAhead?

    /// The wall clock, where records are compared with it.
    private let clock: Timestamp?
    private let reader: any JournalReader
    private let pageSize: Int
    private let total: Int64
    private var last: (sequence: Int64, at: Timestamp)?
    /// How many steps in a row ended at a record that cannot be read, which was found already.
    private var unreadable: Int64 = 0
    /// Up to where records are read one by one, because one of them cannot be read.
    private var carefulUntil: Int64 = 0

    init(reader: any JournalReader, pageSize: Int, total: Int64, clock: Timestamp?) {
        self.clock = clock
        self.reader = reader
        self.pageSize = pageSize
        self.total = total
    }

    mutating func run(
        _ seals: inout SealCheck, _ log: inout FindingLog, progress: (Int64) throws -> Void
    ) throws {
        var cursor: Int64 = 0
        while let page = try page(after: cursor, &seals, &log) {
            for record in page {
                try take(record, &seals, &log)
                // Never less than one further, so that the pass ends whatever it is given.
                cursor = max(min(cursor, .max - 1) + 1, record.sequence)
            }
            if page.isEmpty { cursor += min(stride, total - cursor) }
            try progress(records)
        }
        try seals.finish(after: last?.sequence ?? 0, &log)
    }

    /// The next page: empty where the next record cannot be read, `nil` at the end.
    private mutating func page(
        after cursor: Int64, _ seals: inout SealCheck, _ log: inout FindingLog
    ) throws -> [RecordDigest]? {
        if cursor >= carefulUntil {
            if let page = try readable({ try reader.digests(after: cursor, limit: pageSize) }) {
                return page.isEmpty ? nil : page
            }
            carefulUntil = cursor &+ Int64(pageSize)
        }
        if let record = try readable({ try reader.digests(after: cursor, limit: 1) }) {
            return record.isEmpty ? nil : record
        }
        if unreadable == 0 {
            log.add(
                VerificationFinding(
                    .recordUnreadable, sequence: cursor + 1, "the next record cannot be read"))
        }
        if unreadable == pageSize {
            log.add(
                VerificationFinding(
                    .recordUnreadable, sequence: cursor + 1,
                    "still none can be read; from here on some are passed over"))
        }
        unreadable += 1
        seals.lose()
        return cursor < total ? [] : nil
    }

    /// How far the next step goes behind a record that cannot be read.
    ///
    /// One further, at first; but a record whose sequence number was altered can lie so far on
    /// that the pass would not end, so after a whole page the steps double.
    private var stride: Int64 { 1 << min(max(0, unreadable - Int64(pageSize)), 62) }

    private mutating func take(
        _ record: RecordDigest, _ seals: inout SealCheck, _ log: inout FindingLog
    ) throws {
        records += 1
        func add(
            _ code: VerificationFindingCode, at sequence: Int64, _ explanation: String
        ) throws {
            log.add(
                VerificationFinding(
                    code, sequence: sequence, subject: try reader.subject(at: record.sequence),
                    explanation))
        }
        // A stored number can be any, and the largest has none after it.
        let expected = min(last?.sequence ?? 0, .max - 1) + 1
        if record.sequence != expected, unreadable == 0 {
            seals.lose()
            try add(
                .sequenceGap, at: min(expected, record.sequence),
                "record \(expected) was expected, \(record.sequence) is stored")
        }
        if record.computed != record.stored {
            try add(
                .recordHashDiffers, at: record.sequence,
                "what is stored hashes to \(record.computed.hex), the stored hash is "
                    + record.stored.hex)
        }
        if let last, record.at < last.at {
            try add(
                .recordTimeWentBack, at: record.sequence,
                "dated \(record.at), the record before it \(last.at)")
        }
        if let clock, datedAhead == nil {
            datedAhead = DatedAhead(sequence: record.sequence, at: record.at, clock: clock)
        }
        unreadable = 0
        last = (record.sequence, record.at)
        try seals.take(record, &log)
    }
}
