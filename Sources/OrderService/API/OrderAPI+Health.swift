import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import ServiceLifecycle

extension OrderAPI {
    /// Whether the process answers, or whether it can do its work.
    func health(_ endpoint: Endpoint) async throws -> Response {
        guard endpoint == .readyz else { return try Response(HealthJSON(status: "alive")) }
        let found = await readiness()
        guard found.isEmpty else {
            var problem = ServiceProblem(
                .serviceUnavailable, .notReady,
                "the service is not ready: " + found.map(\.rawValue).joined(separator: ", "))
            problem.reasons = found.map {
                MessageJSON(
                    code: $0.rawValue, english: $0.sentences.english,
                    chinese: $0.sentences.chinese)
            }
            throw problem
        }
        return try Response(HealthJSON(status: "ready"))
    }

    /// All that keeps the service from its work.
    func readiness() async -> [ReadinessProblem] {
        var found: Set<ReadinessProblem> = []
        if Task.isShuttingDownGracefully { found.insert(.shuttingDown) }
        if engine.isHalted { found.insert(.writingHalted) }
        if await sealing?.failure != nil { found.insert(.sealingFailed) }
        if engine.isClockOff { found.insert(.clockDiffers) }
        if !keysAreUsable() { found.insert(.keysUnusable) }
        do throws(EngineError) {
            let (end, sealed) = try await engine.audit { reader in
                (try reader.end(), try reader.lastCheckpoint()?.size ?? 0)
            }
            if end?.sequence ?? 0 < sealed { found.insert(.recordsMissing) }
            if end?.ahead(of: engine.now) != nil { found.insert(.clockDiffers) }
        } catch { found.insert(.journalUnreadable) }
        return ReadinessProblem.allCases.filter(found.contains)
    }
}
