import OrderLifecycle

/// What the passes over all parts found together.
struct SubjectTotals {
    private(set) var log: FindingLog
    /// How many records were read.
    private(set) var records: Int64 = 0
    /// How many orders have records.
    private(set) var orders: Int64 = 0
    /// Whether all that is listed could be read.
    private(set) var isComplete = true
    private var areOrdersInOrder = true
    /// Whether the journal's own records leave the brake engaged; `nil` if they make no sense.
    private var isBrakeEngaged: Bool? = false
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
        isBrakeEngaged = pass.isBrakeEngaged.flatMap { part in isBrakeEngaged.map { part || $0 } }
    }

    /// Compares what is stored of the journal as a whole, once every subject was read.
    mutating func compare(with reading: any JournalReading) throws {
        if !areOrdersInOrder {
            isComplete = false
            log.add(
                VerificationFinding(
                    .recordUnreadable, "the stored orders are listed out of order"))
        }
        try compareAttempts(with: reading)
        try compareBrake(with: reading)
    }

    /// Looks for open attempts that no order's records begin.
    private mutating func compareAttempts(with reading: any JournalReading) throws {
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

    private mutating func compareBrake(with reading: any JournalReading) throws {
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
