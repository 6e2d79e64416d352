import OrderEngine
import OrderLifecycle

/// A journal that holds one record, whatever that says.
struct OneRecord: JournalReading {
    let record: Record

    func order(_ number: OutOrderNumber) -> OrderProjection? {
        OrderProjection(order: number, createdAt: record.at)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) -> [Record] {
        record.revision > revision ? [record] : []
    }

    func records(after sequence: Int64, limit: Int) -> [Record] {
        record.sequence > sequence ? [record] : []
    }

    func lastRecord() -> Record? { record }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) -> [OrderProjection] {
        []
    }

    func subjects(after cursor: Subject?, limit: Int) -> [Subject] { [] }
    func attempt(_ id: AttemptID) -> AttemptProjection? { nil }
    func attempts(openOnly: Bool, limit: Int) -> [AttemptProjection] { [] }
    func request(of attempt: AttemptID) -> [UInt8]? { nil }
    func permit(_ digest: Digest32) -> PermitProjection? { nil }
    func brake(since: Timestamp) throws -> BrakeReading { throw NoBrake() }
    func checkpoints(after position: Int64, limit: Int) -> [KeptCheckpoint] { [] }
    func lastCheckpoint() -> Checkpoint? { nil }

    private struct NoBrake: Error {}
}
