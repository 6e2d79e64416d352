import OrderJournal
import OrderLifecycle

/// All that can be read of a journal.
struct JournalContent: Equatable {
    private let records: [JournalRecord]
    private let orders: [OrderProjection]
    private let subjects: [Subject]
    private let attempts: [AttemptProjection]
    private let requests: [[UInt8]?]
    private let permits: [PermitProjection?]
    private let velocity: VelocityUsage
    private let checkpoints: [Checkpoint]

    var lastSequence: Int64 { records.last?.sequence ?? 0 }

    init(of journal: any Journal) async throws {
        self = try await journal.inspect { try JournalContent($0) }
    }

    private init(_ journal: any JournalReader) throws {
        records = try journal.records(after: 0, limit: 100_000)
        orders = try journal.orders(phase: nil, after: nil, limit: 100_000)
        subjects = try journal.subjects(after: nil, limit: 100_000)
        attempts = try journal.attempts(openOnly: false, before: nil, limit: 100_000)
        requests = try attempts.map { try journal.request(of: $0.id) }
        permits = try ["two", "unspent", "lost"].map {
            try journal.permit(SampleOrder.digest($0))
        }
        velocity = try journal.velocityUsage(since: Timestamp(clamping: 0))
        checkpoints = try journal.checkpoints(after: 0, limit: 100_000).map(\.checkpoint)
    }
}
