import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

/// A requested cancel of the bench's order, of ¥128.00 unless something else is said.
extension EngineBench {
    /// Two people who are not the bench's caller.
    var manager: Caller { get throws { try person("李敏") } }
    var director: Caller { get throws { try person("陈杰") } }

    private func person(_ name: String) throws -> Caller {
        Caller(actor: try ActorName(name), channel: caller.channel)
    }

    func request(
        _ engine: Engine, _ terms: ApprovalTerms = .standard
    ) async throws -> ApprovalResult {
        try await engine.approvals.request(
            .cancel(reason: reason()), of: order, terms: terms, caller: caller)
    }

    /// Requests it, and makes sure that it waits.
    func requested(
        _ engine: Engine, _ terms: ApprovalTerms = .standard
    ) async throws -> ApprovalID {
        guard case .waiting(let approval) = try await request(engine, terms) else {
            throw NothingWaits()
        }
        return approval.id
    }

    func acknowledge(
        _ engine: Engine, _ id: ApprovalID, _ fen: Int64 = 12_800, by person: Caller? = nil
    ) async throws -> ApprovalResult {
        try await engine.approvals.acknowledge(
            id, atStake: Amount(fen: fen), caller: person ?? manager)
    }

    private struct NothingWaits: Error {}
}
