import OrderEngine
import OrderLifecycle

/// A journal whose kept checkpoints are hidden, so that a published one speaks alone.
struct WithoutKeptCheckpoints: JournalReading {
    let reading: any JournalReading

    func order(_ number: OutOrderNumber) throws -> OrderProjection? { try reading.order(number) }

    func orders(
        phase: String?, after cursor: OutOrderNumber?, limit: Int
    ) throws -> [OrderProjection] {
        try reading.orders(phase: phase, after: cursor, limit: limit)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [Record] {
        try reading.records(of: subject, after: revision, limit: limit)
    }

    func records(after sequence: Int64, limit: Int) throws -> [Record] {
        try reading.records(after: sequence, limit: limit)
    }

    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject] {
        try reading.subjects(after: cursor, limit: limit)
    }

    func attempt(_ id: AttemptID) throws -> AttemptProjection? { try reading.attempt(id) }

    func attempts(openOnly: Bool, limit: Int) throws -> [AttemptProjection] {
        try reading.attempts(openOnly: openOnly, limit: limit)
    }

    func request(of attempt: AttemptID) throws -> [UInt8]? { try reading.request(of: attempt) }

    func permit(_ digest: Digest32) throws -> PermitProjection? { try reading.permit(digest) }

    func brake(since: Timestamp) throws -> BrakeReading { try reading.brake(since: since) }

    func lastRecord() throws -> Record? { try reading.lastRecord() }

    func checkpoints(after position: Int64, limit: Int) throws -> [KeptCheckpoint] { [] }

    func lastCheckpoint() throws -> Checkpoint? { nil }
}
