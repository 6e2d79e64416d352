import OrderEngine
import OrderJournal
import OrderLifecycle
import Synchronization

/// The figures of the overview, kept for a while: to count a million orders takes longer than a
/// page may, half a second (benchmark row 19).
///
/// Once they are old, whoever opens the page gets them all the same, and they are counted anew
/// meanwhile, for whoever opens it next. Only where nobody has looked for long does a visitor wait.
final class OverviewCache: Sendable {
    private struct State {
        var kept: (figures: OverviewFigures, at: Duration)?
        var isCounting = false
    }

    private let state = Mutex(State())

    /// From what age on they are counted anew.
    static let renewedAfter: Duration = .seconds(5)
    /// From what age on they are shown no more.
    static let lifetime: Duration = .seconds(60)

    /// The figures, at most ``lifetime`` old.
    func figures(of engine: Engine) async throws(EngineError) -> OverviewFigures {
        let now = engine.uptime
        let (kept, isOld) = state.withLock { state -> (OverviewFigures?, Bool) in
            guard let kept = state.kept, now - kept.at < Self.lifetime else { return (nil, true) }
            let isOld = now - kept.at >= Self.renewedAfter && !state.isCounting
            if isOld { state.isCounting = true }
            return (kept.figures, isOld)
        }
        guard let kept else { return try await counted(by: engine, at: now) }
        if isOld {
            Task { [self] in
                // If it fails, whoever opens the page next has it tried again.
                _ = try? await counted(by: engine, at: now)
                state.withLock { $0.isCounting = false }
            }
        }
        return kept
    }

    private func counted(
        by engine: Engine, at now: Duration
    ) async throws(EngineError) -> OverviewFigures {
        let figures = try await OverviewFigures.counted(by: engine)
        state.withLock { state in
            if state.kept.map({ $0.at <= now }) ?? true { state.kept = (figures, now) }
        }
        return figures
    }
}
