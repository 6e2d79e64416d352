import HummingbirdCore
import OrderEngine
import OrderJournal

extension Console {
    /// Begins a verification of the whole journal.
    func verify(_ visit: ConsoleVisit) throws -> Response {
        _ = try api.verifiable().begin(against: nil)
        return redirect(to: ConsolePage.checkpoints.path)
    }

    /// Seals all records that there are.
    func seal(_ visit: ConsoleVisit) async throws -> Response {
        do { _ = try await api.sealable().sealNow() } catch let error as JournalError {
            throw EngineError.journal(error)
        }
        return redirect(to: ConsolePage.checkpoints.path)
    }
}
