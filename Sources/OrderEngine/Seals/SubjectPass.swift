import OrderLifecycle

/// The pass over the records of each order, and of the journal itself: their chain, their meaning,
/// and the replay that must give what is stored.
struct SubjectPass {
    /// How many records were read.
    private(set) var records: Int64 = 0
    /// How many orders have records.
    private(set) var orders: Int64 = 0
    /// Whether all that is listed could be read.
    private(set) var isComplete = true

    private let reading: any JournalReading
    private let pageSize: Int
    private var stored: OrderWalk
    private var replay: SubjectReplay?
    /// The last record that was read.
    private var last: RecordPlace?
    /// Whether the journal's own records leave the brake engaged; `nil` if they make no sense.
    private var isBrakeEngaged: Bool? = false
    private var openAttempts = 0

    init(reading: any JournalReading, pageSize: Int) {
        self.reading = reading
        self.pageSize = pageSize
        stored = OrderWalk(reading: reading, pageSize: pageSize)
    }

    mutating func run(_ log: inout FindingLog, progress: (Int64) throws -> Void) throws {
        while true {
            let place = last
            let page = try readable {
                try reading.recordsBySubject(after: place, limit: pageSize)
            }
            if let page, page.isEmpty { break }
            if let page {
                guard try take(page, &log) else { break }
            } else {
                guard try takeSubjectBySubject(&log) else { break }
            }
            try progress(records)
        }
        try finishReplay(&log)
        while let order = try stored.order(before: nil) { try expectRecords(of: order, &log) }
        if !stored.isInOrder { give(up: "the stored orders are listed out of order", &log) }
        try compareAttempts(&log)
        try compareBrake(&log)
    }

    // MARK: Reading

    /// Takes a page, and tells whether it was in order, so that the pass ends whatever it is given.
    private mutating func take(_ page: [Record], _ log: inout FindingLog) throws -> Bool {
        for record in page {
            let place = RecordPlace(record.subject, record.revision)
            if let last, !last.precedes(place) {
                give(up: "the records after revision \(last.revision) are out of order", &log)
                return false
            }
            try take(record, of: record.subject, &log)
            last = place
        }
        return true
    }

    /// Reads the rest of the present subject and a page of further ones each by itself, because a
    /// record among them cannot be read; tells whether there may be more.
    private mutating func takeSubjectBySubject(_ log: inout FindingLog) throws -> Bool {
        if let last { try takeAll(of: last.subject, after: last.revision, &log) }
        let place = last?.subject
        guard let subjects = try readable({ try reading.subjects(after: place, limit: pageSize) })
        else {
            give(up: "the orders after this one are unreadable", &log)
            return false
        }
        for subject in subjects {
            if let last, !last.subject.precedes(subject) {
                give(up: "the orders after this one are out of order", &log)
                return false
            }
            try begin(subject, &log)
            try takeAll(of: subject, after: 0, &log)
            // Its last revision, whatever could be read of it.
            last = RecordPlace(subject, .max)
        }
        return !subjects.isEmpty
    }

    private mutating func takeAll(
        of subject: Subject, after revision: Int64, _ log: inout FindingLog
    ) throws {
        var cursor = revision
        while cursor < .max {
            let place = cursor
            let page = try readable {
                try reading.records(of: subject, after: place, limit: pageSize)
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
                try take(record, of: subject, &log)
                cursor = max(cursor &+ 1, record.revision)
            }
        }
    }

    private mutating func give(up why: String, _ log: inout FindingLog) {
        isComplete = false
        log.add(VerificationFinding(.recordUnreadable, subject: last?.subject, why))
    }

    // MARK: Replaying

    private mutating func take(
        _ record: Record, of subject: Subject, _ log: inout FindingLog
    ) throws {
        if last?.subject != subject, replay?.subject != subject { try begin(subject, &log) }
        try replay?.take(record, &log)
        records += 1
    }

    private mutating func begin(_ subject: Subject, _ log: inout FindingLog) throws {
        try finishReplay(&log)
        replay = SubjectReplay(subject: subject, reading: reading)
        if case .order = subject { orders += 1 }
    }

    /// Compares what the records of a subject leave with what is stored.
    private mutating func finishReplay(_ log: inout FindingLog) throws {
        guard let replay else { return }
        self.replay = nil
        switch replay.subject {
        case .journal:
            isBrakeEngaged = replay.isSound ? replay.isBrakeEngaged : nil
        case .order(let number):
            while let order = try stored.order(before: number) {
                try expectRecords(of: order, &log)
            }
            let found = try stored.order(number)
            try replay.finish(stored: found, &log)
        }
        if replay.openAttempt != nil { openAttempts += 1 }
    }

    // MARK: What is stored without records

    /// Judges a stored order that no record was listed for.
    private func expectRecords(
        of order: OrderProjection, _ log: inout FindingLog
    ) throws {
        let subject = Subject.order(order.order)
        let first = try readable { try reading.records(of: subject, after: 0, limit: 1) }
        guard let first, first.isEmpty else { return }
        log.add(
            VerificationFinding(
                .orderWithoutRecords, subject: subject,
                "the order is stored at revision \(order.revision)"))
    }

    /// Looks for open attempts that no order's records begin.
    private func compareAttempts(_ log: inout FindingLog) throws {
        let stored = try readable {
            try reading.attempts(openOnly: true, limit: openAttempts + 1)
        }
        guard let stored, stored.count > openAttempts else { return }
        for attempt in stored {
            let order = try readable { try reading.order(attempt.order) } ?? nil
            if order?.openAttempt == attempt.id { continue }
            log.add(
                VerificationFinding(
                    .attemptWithoutRecords, subject: .order(attempt.order),
                    "attempt \(attempt.id) is stored as open"))
        }
    }

    private func compareBrake(_ log: inout FindingLog) throws {
        guard let isBrakeEngaged else { return }
        let stored = try readable {
            try reading.brake(since: Timestamp(clamping: Timestamp.maximum)).isEngaged
        }
        if stored == isBrakeEngaged { return }
        log.add(
            VerificationFinding(
                .brakeDiffers, subject: .journal,
                "its records leave it \(isBrakeEngaged ? "engaged" : "released")"))
    }
}
