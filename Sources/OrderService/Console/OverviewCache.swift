import OrderEngine
import OrderJournal
import OrderLifecycle
import Synchronization

/// The figures of the overview, kept for a short while: to count a million orders takes longer than
/// a page may.
final class OverviewCache: Sendable {
    private let kept = Mutex<(figures: OverviewFigures, at: ContinuousClock.Instant)?>(nil)

    private static let lifetime: Duration = .seconds(5)

    /// The figures, counted anew once they are old.
    func figures(of engine: Engine) async throws(EngineError) -> OverviewFigures {
        let now = ContinuousClock.now
        if let kept = kept.withLock({ $0 }), now - kept.at < Self.lifetime { return kept.figures }
        let figures = try await OverviewFigures.counted(by: engine)
        kept.withLock { $0 = (figures, now) }
        return figures
    }
}
