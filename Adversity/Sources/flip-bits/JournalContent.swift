import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// Everything that a journal says, so that two journals can be compared.
struct JournalContent: Equatable, Sendable {
    let records: [JournalRecord]
    let byOrder: [JournalRecord]
    let orders: [OrderProjection]
    let phases: [OrderProjection]
    let attempts: [AttemptProjection]
    let openAttempts: [AttemptProjection]
    let requests: [[UInt8]?]
    let permits: [PermitProjection?]
    let velocity: VelocityUsage
    let checkpoints: [Checkpoint]

    static let most = 10_000

    /// Reads all of it.
    ///
    /// - Throws: What the journal throws where something cannot be read.
    init(_ reader: any JournalReader) throws {
        records = try reader.records(after: 0, limit: Self.most)
        byOrder = try reader.subjects(after: nil, limit: Self.most).flatMap {
            try reader.records(of: $0, after: 0, limit: Self.most)
        }
        orders = try reader.orders(phase: nil, after: nil, limit: Self.most)
        phases = try ["in_service", "awaiting_payment", "revoked"].flatMap {
            try reader.orders(phase: $0, after: nil, limit: Self.most)
        }
        attempts = try reader.attempts(openOnly: false, before: nil, limit: Self.most)
        openAttempts = try reader.attempts(openOnly: true, before: nil, limit: Self.most)
        requests = try (0..<SealedStory.orders).map {
            try reader.request(of: AttemptID("att_\($0)"))
        }
        permits = try SealedStory.permits.map { try reader.permit($0) }
        velocity = try reader.velocityUsage(since: Timestamp(clamping: 0))
        checkpoints = try reader.checkpoints(after: 0, limit: Self.most).map(\.checkpoint)
    }

    /// Reads all of a closed database.
    static func read(at path: String) async throws -> JournalContent {
        let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let content = try await journal.inspect { try JournalContent($0) }
        try await journal.close()
        return content
    }

    /// What differs, by name.
    func members(differingFrom other: JournalContent) -> [String] {
        [
            (records == other.records, "records"), (byOrder == other.byOrder, "records by order"),
            (orders == other.orders, "orders"), (phases == other.phases, "orders by phase"),
            (attempts == other.attempts, "attempts"),
            (openAttempts == other.openAttempts, "open attempts"),
            (requests == other.requests, "requests"),
            (permits == other.permits, "permits"), (velocity == other.velocity, "velocity-limit"),
            (checkpoints == other.checkpoints, "checkpoints"),
        ].filter { !$0.0 }.map(\.1)
    }

    /// The place of the first record that is not what it is here: altered, gone, or come in
    /// between; `nil` if none is, or none can be read.
    func firstDifference(in others: [JournalRecord]?) -> Int64? {
        guard let others else { return nil }
        for (mine, its) in zip(records, others) where mine != its {
            return min(mine.sequence, its.sequence)
        }
        let shared = min(records.count, others.count)
        return (records.dropFirst(shared) + others.dropFirst(shared)).first?.sequence
    }

    /// The place of the record that follows another one of the same order.
    func successor(of sequence: Int64?) -> Int64? {
        guard let record = records.first(where: { $0.sequence == sequence }) else { return nil }
        return records.first { $0.sequence > record.sequence && $0.subject == record.subject }?
            .sequence
    }

    /// The place of the one record that differs; `nil` if none does, or several.
    func onlyDifference(from other: JournalContent) -> Int64? {
        guard records.count == other.records.count else { return nil }
        let differing = zip(records, other.records).filter { $0 != $1 }
        guard differing.count == 1, let pair = differing.first,
            pair.0.sequence == pair.1.sequence, pair.0.subject == pair.1.subject
        else { return nil }
        return pair.0.sequence
    }
}
