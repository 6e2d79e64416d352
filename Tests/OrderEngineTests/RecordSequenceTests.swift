import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngine

/// The records as a sequence that waits for more.
@Suite(.timeLimit(.minutes(5))) struct RecordSequenceTests {
    private let bench: EngineBench
    private let clock = HeldClock()

    init() throws {
        bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
    }

    /// What a follower has seen.
    private final class Seen: Sendable {
        private let kept = WatchedState<[Int64]>([])
        var sequences: [Int64] { kept.current }
        func add(_ record: JournalRecord) { kept.change { $0.append(record.sequence) } }

        /// Returns once there are so many.
        func count(_ count: Int) async throws {
            await kept.first { $0.count < count ? nil : () }
            try Task.checkCancellation()
        }
    }

    private func engine() -> Engine {
        Engine(journal: bench.journal, provider: bench.provider, clock: clock)
    }

    private func follow(
        _ engine: Engine, after position: EventPosition? = nil, _ seen: Seen
    ) -> Task<Void, any Error> {
        Task {
            for try await record in engine.records(following: position) { seen.add(record) }
        }
    }

    private func query(_ engine: Engine, times: Int = 1) async throws {
        for _ in 0..<times { _ = try await engine.query(bench.order, caller: bench.caller) }
    }

    @Test func `it reads page after page, and a commit of this engine wakes it`() async throws {
        let engine = engine()
        // The first query also begins the journal.
        try await query(engine, times: 249)
        let seen = Seen()
        let following = follow(engine, seen)
        try await seen.count(250)
        try await clock.sleeping(for: .seconds(5))
        try await query(engine)
        try await seen.count(251)
        #expect(seen.sequences == Array(1...251))
        following.cancel()
        try await following.value
        #expect(clock.uptime() == .zero)
    }

    @Test func `it looks for what others record`() async throws {
        let (engine, other) = (engine(), engine())
        let seen = Seen()
        let following = follow(engine, seen)
        try await clock.sleeping(for: .seconds(5))
        try await query(other)
        #expect(seen.sequences.isEmpty)
        clock.advance(by: .seconds(5))
        try await seen.count(2)
        following.cancel()
        try await following.value
        #expect(seen.sequences == [1, 2])
    }

    @Test func `it goes on behind any record`() async throws {
        let engine = engine()
        try await query(engine, times: 9)
        let all = try await engine.records()
        for record in all {
            let seen = Seen()
            let position = EventPosition(text: "\(record.position)")
            let following = follow(engine, after: position, seen)
            try await seen.count(all.count - Int(record.sequence))
            following.cancel()
            try await following.value
            #expect(seen.sequences == all.map(\.sequence).filter { $0 > record.sequence })
        }
    }

    @Test func `a position of a journal that was lost is refused, and ends it`() async throws {
        let engine = engine()
        try await query(engine)
        let lost = try #require(EventPosition(text: "0:1:9f86d081"))
        var iterator = engine.records(following: lost).makeAsyncIterator()
        do {
            _ = try await iterator.next(isolation: nil)
            Issue.record("a lost position was read on from")
        } catch { #expect(error == .positionUnknown(lost)) }
        let further = try await iterator.next(isolation: nil)
        #expect(further == nil)
    }
}
