import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngine

/// The alarms as a sequence.
@Suite(.timeLimit(.minutes(5))) struct AlarmSequenceTests {
    private let order: OutOrderNumber
    private let tripped: Alarm

    init() throws {
        order = try OutOrderNumber("ORDER-1")
        tripped = .velocityLimitTripped(order)
    }

    private func next(_ alarms: AlarmSequence) async -> AlarmSequence.Element? {
        var iterator = alarms.makeAsyncIterator()
        return await iterator.next()
    }

    @available(macOS 26.0, *)
    @Test func `one reader that is cancelled takes no alarm from the others`() async throws {
        let engine = try EngineBench().engine()
        let alarms = engine.alarms
        // An immediate task waits already when this goes on.
        let gone = Task.immediate { await next(alarms) }
        let other = Task.immediate { await next(alarms) }
        gone.cancel()
        #expect(await gone.value == nil)
        engine.raise([tripped])
        #expect(await other.value == .raised(tripped))
        engine.raise([tripped])
        #expect(await next(alarms) == .raised(tripped))
    }

    @Test func `what waits is read before a cancelled reader ends`() async throws {
        let engine = try EngineBench().engine()
        let alarms = engine.alarms
        engine.raise([tripped])
        let reader = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return (await next(alarms), await next(alarms))
        }
        let (first, second) = await reader.value
        #expect(first == .raised(tripped))
        #expect(second == nil)
    }

    @Test func `every subscriber sees what is raised after it subscribed`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let first = engine.alarms
        bench.provider.show(bench.order, as: .inService)
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let second = engine.alarms
        engine.raise([tripped])
        guard case .raised(.changedOutside(order, let change))? = await next(first) else {
            Issue.record("the first alarm was not told")
            return
        }
        #expect(change.kind == .revoked)
        #expect(await next(first) == .raised(tripped))
        #expect(await next(second) == .raised(tripped))
    }

    @available(macOS 26.0, *)
    @Test func `who waits is woken, and what finished ends`() async throws {
        let engine = try EngineBench().engine()
        let alarms = engine.alarms
        let seen = Task.immediate {
            var seen: [AlarmSequence.Element] = []
            for await alarm in alarms { seen.append(alarm) }
            return seen
        }
        engine.raise([tripped])
        alarms.finish()
        engine.raise([tripped])
        #expect(await seen.value == [.raised(tripped)])
    }

    @Test func `what found no place is told by its number, in its place`() async throws {
        let engine = try EngineBench().engine()
        let alarms = engine.alarms
        let limit = AlarmSequence.bufferLimit
        engine.raise(Array(repeating: tripped, count: limit + 5))
        // The place that becomes free is not given to an alarm that is behind the gap.
        #expect(await next(alarms) == .raised(tripped))
        engine.raise([tripped])
        for _ in 2..<limit { #expect(await next(alarms) == .raised(tripped)) }
        engine.raise([.parked(.order(order), AttemptID("att_10949fe8247cfd248272"))])
        #expect(await next(alarms) == .dropped(7))
        guard case .raised(.parked)? = await next(alarms) else {
            Issue.record("what was raised after the gap was not told")
            return
        }
    }

    @available(macOS 26.0, *)
    @Test func `it ends with its engine, and with its task`() async throws {
        var engine: Engine? = try EngineBench().engine()
        let (left, cancelled) = (try #require(engine).alarms, try #require(engine).alarms)
        let waiting = Task.immediate { await next(cancelled) }
        waiting.cancel()
        #expect(await waiting.value == nil)
        engine?.raise([tripped])
        engine = nil
        #expect(await next(left) == .raised(tripped))
        #expect(await next(left) == nil)
    }
}
