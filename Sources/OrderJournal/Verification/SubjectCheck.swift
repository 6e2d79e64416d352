import OrderLifecycle

/// The pass over the records of each order, and of the journal itself: their chain, their meaning,
/// and the replay that must give what is stored.
struct SubjectCheck {
    private(set) var log: FindingLog
    /// How many records were read.
    private(set) var records: Int64 = 0
    /// How many orders have records.
    private(set) var orders: Int64 = 0
    /// Whether all that is listed could be read.
    private(set) var isComplete = true

    private let reader: any JournalReader
    private let pageSize: Int
    private var stored: StoredOrderCursor
    /// Whether the journal's own records leave the velocity limit tripped; `nil` if they make no
    /// sense.
    private var isVelocityLimitTripped: Bool? = false
    /// The policies that the journal's own records name; `nil` if they make no sense, or before
    /// they are read.
    ///
    /// They come before those of all orders.
    private var policies: PolicyHistory?
    /// How many attempts the records leave open.
    private var openAttempts = 0

    init(reader: any JournalReader, pageSize: Int, findingLimit: Int) {
        self.reader = reader
        self.pageSize = pageSize
        log = FindingLog(limit: findingLimit)
        stored = StoredOrderCursor(reader: reader, pageSize: pageSize)
    }

    /// - Parameter progress: Called after each page of subjects with how many records were read.
    mutating func run(progress: (Int64) throws -> Void) throws {
        var last: Subject?
        reading: while let subjects = try subjects(after: last) {
            for subject in subjects {
                // So that the pass ends whatever it is given.
                if let last, !last.precedes(subject) {
                    giveUp(after: last, because: "the orders after this one are out of order")
                    break reading
                }
                try replay(subject)
                last = subject
            }
            try progress(records)
        }
        while let order = try stored.order(before: nil) { try expectRecords(of: order) }
        if !stored.isInOrder {
            giveUp(after: nil, because: "the stored orders are listed out of order")
        }
        try compareAttempts()
        try compareVelocityLimit()
        try comparePolicy()
    }

    // MARK: Reading

    /// The next page of subjects; `nil` at the end, and where it cannot be read.
    private mutating func subjects(after last: Subject?) throws -> [Subject]? {
        guard let page = try readable({ try reader.subjects(after: last, limit: pageSize) }) else {
            giveUp(after: last, because: "the orders after this one are unreadable")
            return nil
        }
        return page.isEmpty ? nil : page
    }

    private mutating func giveUp(after subject: Subject?, because why: String) {
        isComplete = false
        log.add(VerificationFinding(.recordUnreadable, subject: subject, why))
    }

    /// Replays all records of a subject and compares what they leave with what is stored.
    private mutating func replay(_ subject: Subject) throws {
        if case .order = subject { orders += 1 }
        var replay = ReplayCheck(subject: subject, reader: reader, policies: policies)
        var cursor: Int64 = 0
        while cursor < .max {
            let page = try readable {
                try reader.records(of: subject, after: cursor, limit: pageSize)
            }
            guard let page else {
                giveUp(
                    after: subject, because: "the records after revision \(cursor) cannot be read")
                return
            }
            for record in page {
                try replay.take(record, &log)
                records += 1
                cursor = max(cursor &+ 1, record.revision)
            }
            if page.count < pageSize { break }
        }
        try finish(replay)
    }

    // MARK: What is stored

    private mutating func finish(_ replay: ReplayCheck) throws {
        switch replay.subject {
        case .journal:
            isVelocityLimitTripped = replay.isSound ? replay.isVelocityLimitTripped : nil
            policies = replay.isSound ? replay.policies : nil
        case .authorization(let code):
            try replay.finish(
                stored: try readable { try reader.authorization(code) } ?? nil, &log)
        case .order(let number):
            while let order = try stored.order(before: number) { try expectRecords(of: order) }
            let found = try stored.order(number)
            try replay.finish(stored: found, &log)
        }
        if replay.openAttempt != nil { openAttempts += 1 }
    }

    /// Judges a stored order that no record was listed for.
    private mutating func expectRecords(of order: OrderProjection) throws {
        let subject = Subject.order(order.order)
        let first = try readable { try reader.records(of: subject, after: 0, limit: 1) }
        guard let first, first.isEmpty else { return }
        log.add(
            VerificationFinding(
                .orderWithoutRecords, subject: subject,
                "the order is stored at revision \(order.revision)"))
    }

    /// Looks for open attempts that no subject's records begin.
    private mutating func compareAttempts() throws {
        let stored = try readable {
            try reader.attempts(openOnly: true, before: nil, limit: openAttempts + 1)
        }
        guard let stored, stored.count > openAttempts else { return }
        for attempt in stored {
            let open = try readable { try reader.openAttempt(of: attempt.subject) } ?? nil
            if open == attempt.id { continue }
            log.add(
                VerificationFinding(
                    .attemptWithoutRecords, subject: attempt.subject,
                    "attempt \(attempt.id) is stored as open"))
        }
    }

    private mutating func compareVelocityLimit() throws {
        guard let isVelocityLimitTripped else { return }
        let stored = try readable {
            try reader.velocityUsage(since: Timestamp(clamping: Timestamp.maximum)).isTripped
        }
        if stored == isVelocityLimitTripped { return }
        log.add(
            VerificationFinding(
                .velocityLimitDiffers, subject: .journal,
                "its records leave it \(isVelocityLimitTripped ? "tripped" : "reset")"))
    }
    private mutating func comparePolicy() throws {
        guard let policies else { return }
        let stored = try readable { try reader.policyInForce() }
        if let stored, stored == policies.last { return }
        log.add(
            VerificationFinding(
                .policyDiffers, subject: .journal,
                "its records leave the policy \(policies.last?.hex ?? "none") in force"))
    }
}

extension JournalReader {
    /// The attempt without outcome that the row of a subject names.
    fileprivate func openAttempt(of subject: Subject) throws -> AttemptID? {
        switch subject {
        case .order(let number): try order(number)?.openAttempt
        case .authorization(let code): try authorization(code)?.openAttempt
        case .journal: nil
        }
    }
}
