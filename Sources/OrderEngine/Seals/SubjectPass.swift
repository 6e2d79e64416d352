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
    /// Whether the journal's own records leave the brake engaged; `nil` if they make no sense.
    private var isBrakeEngaged: Bool? = false
    private var openAttempts = 0

    init(reading: any JournalReading, pageSize: Int) {
        self.reading = reading
        self.pageSize = pageSize
    }

    mutating func run(_ log: inout FindingLog, progress: (Int64) -> Void) throws {
        var cursor: Subject?
        while let page = try subjects(after: cursor, &log) {
            for subject in page {
                try replay(subject, &log, progress)
                if case .order = subject { orders += 1 }
            }
            cursor = page.last
        }
        try compareOrders(&log)
        try compareAttempts(&log)
        try compareBrake(&log)
    }

    private mutating func subjects(
        after cursor: Subject?, _ log: inout FindingLog
    ) throws -> [Subject]? {
        guard
            let page = try readable({ try reading.subjects(after: cursor, limit: pageSize) })
        else {
            isComplete = false
            log.add(
                VerificationFinding(
                    .recordUnreadable, subject: cursor, "the orders after this one are unreadable"
                ))
            return nil
        }
        return page.isEmpty ? nil : page
    }

    private mutating func replay(
        _ subject: Subject, _ log: inout FindingLog, _ progress: (Int64) -> Void
    ) throws {
        var replay = SubjectReplay(subject: subject, reading: reading)
        var cursor: Int64 = 0
        while true {
            guard
                let page = try readable({
                    try reading.records(of: subject, after: cursor, limit: pageSize)
                })
            else {
                isComplete = false
                log.add(
                    VerificationFinding(
                        .recordUnreadable, subject: subject,
                        "the records after revision \(cursor) cannot be read"))
                return
            }
            if page.isEmpty { break }
            for record in page {
                try replay.take(record, &log)
                cursor = max(cursor &+ 1, record.revision)
            }
            records += Int64(page.count)
            progress(records)
        }
        try replay.finish(&log)
        if subject == .journal { isBrakeEngaged = replay.isSound ? replay.isBrakeEngaged : nil }
        if replay.openAttempt != nil { openAttempts += 1 }
    }

    /// Looks for stored orders without records.
    private func compareOrders(_ log: inout FindingLog) throws {
        var cursor: OutOrderNumber?
        while true {
            guard
                let page = try readable({
                    try reading.orders(phase: nil, after: cursor, limit: pageSize)
                }), !page.isEmpty
            else { return }
            for order in page {
                let subject = Subject.order(order.order)
                let first = try readable { try reading.records(of: subject, after: 0, limit: 1) }
                if let first, first.isEmpty {
                    log.add(
                        VerificationFinding(
                            .orderWithoutRecords, subject: subject,
                            "the order is stored at revision \(order.revision)"))
                }
            }
            cursor = page.last?.order
        }
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
