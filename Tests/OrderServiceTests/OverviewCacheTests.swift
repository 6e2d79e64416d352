import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderService

/// Nobody waits for the overview while somebody looks at it, and nobody sees it long outdated.
@Suite(.timeLimit(.minutes(1))) struct OverviewCacheTests {
    private let clock = ManualClock()
    private let journal = InMemoryJournal()
    private let cache = OverviewCache()
    private var engine: Engine {
        Engine(journal: journal, provider: FakeProvider(), clock: clock)
    }

    @Test func `old figures are shown once more while they are counted anew`() async throws {
        let engine = engine
        #expect(try await cache.figures(of: engine).end == nil)
        try await journal.begin()
        #expect(try await cache.figures(of: engine).end == nil, "they are not old")
        clock.advance(by: OverviewCache.renewedAfter)
        #expect(try await cache.figures(of: engine).end == nil, "nobody waits")
        while try await cache.figures(of: engine).end == nil { await Task.yield() }
        #expect(try await cache.figures(of: engine).end?.sequence == 1)
    }

    @Test func `figures that nobody looked at for long are not shown`() async throws {
        let engine = engine
        #expect(try await cache.figures(of: engine).end == nil)
        try await journal.begin()
        clock.advance(by: OverviewCache.lifetime)
        #expect(try await cache.figures(of: engine).end?.sequence == 1)
    }
}
