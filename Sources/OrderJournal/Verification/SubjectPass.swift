import OrderLifecycle

/// The pass over the records of each order of a part, and of the journal itself: their chain, their
/// meaning, and the replay that must give what is stored.
struct SubjectPass {
    private(set) var log: FindingLog
    /// How many records were read.
    private(set) var records: Int64 = 0
    /// How many orders have records.
    private(set) var orders: Int64 = 0
    /// Whether all that is listed could be read.
    private(set) var isComplete = true
    /// Whether the part has records that leave the velocity limit tripped; `nil` if they make no
    /// sense.
    private(set) var isVelocityLimitTripped: Bool? = false
    /// How many attempts the records leave open.
    private(set) var openAttempts = 0

    private let reader: any JournalReader
    private let pageSize: Int
    private let range: SubjectRange
    private var stored: StoredOrderCursor
    private var replay: SubjectReplay?
    /// The last record that was read, or the end of what comes before the part.
    private var last: RecordPlace?

    init(
        reader: any JournalReader, of range: SubjectRange, pageSize: Int, findingLimit: Int
    ) {
        self.reader = reader
        self.range = range
        self.pageSize = pageSize
        log = FindingLog(limit: findingLimit)
        stored = StoredOrderCursor(reader: reader, of: range, pageSize: pageSize)
        last = range.lower.map { RecordPlace($0, .max) }
    }

    /// Whether the stored orders were listed in order.
    var areOrdersInOrder: Bool { stored.isInOrder }

    /// - Parameter progress: Called after each page with the number of its records.
    mutating func run(progress: (Int64) throws -> Void) throws {
        var isOver = false
        while !isOver {
            let before = (place: last, records: records)
            let page = try readable {
                try reader.outlinesBySubject(after: before.place, limit: pageSize)
            }
            if let page {
                isOver = try !take(page)
            } else {
                isOver = try !takeSubjectBySubject()
            }
            if records > before.records { try progress(records - before.records) }
        }
        try finishReplay()
        while let order = try stored.order(before: nil) { try expectRecords(of: order) }
    }

    // MARK: Reading

    /// Takes a page, and tells whether there may be more: not after one that is out of order, so
    /// that the pass ends whatever it is given.
    private mutating func take(_ page: [RecordOutline]) throws -> Bool {
        for record in page {
            guard range.reaches(record.subject) else { return false }
            let place = RecordPlace(record.subject, record.revision)
            if let last, !last.precedes(place) {
                give(up: "the records after revision \(last.revision) are out of order")
                return false
            }
            try take(record, of: record.subject)
            last = place
        }
        return !page.isEmpty
    }

    /// Reads the rest of the present subject and a page of further ones each by itself, because a
    /// record among them cannot be read; tells whether there may be more.
    private mutating func takeSubjectBySubject() throws -> Bool {
        if let last { try takeAll(of: last.subject, after: last.revision) }
        let place = last?.subject
        guard let subjects = try readable({ try reader.subjects(after: place, limit: pageSize) })
        else {
            give(up: "the orders after this one are unreadable")
            return false
        }
        for subject in subjects {
            guard range.reaches(subject) else { return false }
            if let last, !last.subject.precedes(subject) {
                give(up: "the orders after this one are out of order")
                return false
            }
            try begin(subject)
            try takeAll(of: subject, after: 0)
            // Its last revision, whatever could be read of it.
            last = RecordPlace(subject, .max)
        }
        return !subjects.isEmpty
    }

    private mutating func takeAll(of subject: Subject, after revision: Int64) throws {
        var cursor = revision
        while cursor < .max {
            let place = cursor
            let page = try readable {
                try reader.records(of: subject, after: place, limit: pageSize)
            }
            guard let page else {
                isComplete = false
                log.add(
                    VerificationFinding(
                        .recordUnreadable, subject: subject,
                        "the records after revision \(cursor) cannot be read"))
                replay = nil
                return
            }
            if page.isEmpty { return }
            for record in page {
                try take(RecordOutline(record), of: subject)
                cursor = max(cursor &+ 1, record.revision)
            }
        }
    }

    private mutating func give(up why: String) {
        isComplete = false
        log.add(VerificationFinding(.recordUnreadable, subject: last?.subject, why))
    }

    // MARK: Replaying

    private mutating func take(_ record: RecordOutline, of subject: Subject) throws {
        if last?.subject != subject, replay?.subject != subject { try begin(subject) }
        try replay?.take(record, &log)
        records += 1
    }

    private mutating func begin(_ subject: Subject) throws {
        try finishReplay()
        replay = SubjectReplay(subject: subject, reader: reader)
        if case .order = subject { orders += 1 }
    }

    /// Compares what the records of a subject leave with what is stored.
    private mutating func finishReplay() throws {
        guard let replay else { return }
        self.replay = nil
        switch replay.subject {
        case .journal:
            isVelocityLimitTripped = replay.isSound ? replay.isVelocityLimitTripped : nil
        case .authorization: break
        case .order(let number):
            while let order = try stored.order(before: number) {
                try expectRecords(of: order)
            }
            let found = try stored.order(number)
            try replay.finish(stored: found, &log)
        }
        if replay.openAttempt != nil { openAttempts += 1 }
    }

    // MARK: What is stored without records

    /// Judges a stored order that no record was listed for.
    private mutating func expectRecords(
        of order: OrderProjection
    ) throws {
        let subject = Subject.order(order.order)
        let first = try readable { try reader.records(of: subject, after: 0, limit: 1) }
        guard let first, first.isEmpty else { return }
        log.add(
            VerificationFinding(
                .orderWithoutRecords, subject: subject,
                "the order is stored at revision \(order.revision)"))
    }
}
