import OrderLifecycle

/// What the passes over all parts found together.
struct VerificationTotals {
    private(set) var log: FindingLog
    /// How many records were read.
    private(set) var records: Int64 = 0
    /// How many orders have records.
    private(set) var orders: Int64 = 0
    /// Whether all that is listed could be read.
    private(set) var isComplete = true
    private var areOrdersInOrder = true
    /// Whether the journal's own records leave the velocity limit tripped; `nil` if they make no
    /// sense.
    private var isVelocityLimitTripped: Bool? = false
    private var openAttempts = 0

    init(findingLimit: Int) {
        log = FindingLog(limit: findingLimit)
    }

    /// Adds what one pass found.
    mutating func add(_ pass: SubjectPass) {
        log.add(pass.log)
        records += pass.records
        orders += pass.orders
        isComplete = isComplete && pass.isComplete
        areOrdersInOrder = areOrdersInOrder && pass.areOrdersInOrder
        openAttempts += pass.openAttempts
        // The journal's own records are all of one part.
        isVelocityLimitTripped = pass.isVelocityLimitTripped.flatMap { part in
            isVelocityLimitTripped.map { part || $0 }
        }
    }

    /// Compares what is stored of the journal as a whole, once every subject was read.
    mutating func compare(with reader: any JournalReader) throws {
        if !areOrdersInOrder {
            isComplete = false
            log.add(
                VerificationFinding(
                    .recordUnreadable, "the stored orders are listed out of order"))
        }
        try compareAttempts(with: reader)
        try compareVelocityLimit(with: reader)
    }

    /// Looks for open attempts that no order's records begin.
    private mutating func compareAttempts(with reader: any JournalReader) throws {
        let stored = try readable {
            try reader.attempts(openOnly: true, limit: openAttempts + 1)
        }
        guard let stored, stored.count > openAttempts else { return }
        for attempt in stored {
            let order = try attempt.subject.order.flatMap { number in
                try readable { try reader.order(number) } ?? nil
            }
            if order?.openAttempt == attempt.id { continue }
            log.add(
                VerificationFinding(
                    .attemptWithoutRecords, subject: attempt.subject,
                    "attempt \(attempt.id) is stored as open"))
        }
    }

    private mutating func compareVelocityLimit(with reader: any JournalReader) throws {
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
}
