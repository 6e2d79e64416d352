import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Following a journal by positions.
struct EngineFollowingTests {
    @Test func `a follower gets every record once, whatever is recorded in between`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        var (last, seen): (EventPosition?, [Int64]) = (nil, [])
        #expect(try await engine.records(after: last).isEmpty)
        for (step, snapshot) in [OrderSnapshot.createdOrder, .inService, .revokedOrder].enumerated()
        {
            bench.provider.show(bench.order, as: snapshot)
            _ = try await engine.query(bench.order, caller: bench.caller)
            let page = try await engine.records(after: last, limit: step == 0 ? 1 : 100)
            seen += page.map(\.sequence)
            last = page.last?.position ?? last
            // As it is kept from one start of the program to the next.
            last = last.flatMap { EventPosition(text: "\($0)") }
        }
        #expect(seen == [1, 2, 3, 4])
        #expect(try await engine.records(after: last).isEmpty)
    }

    @Test(arguments: [
        "", "0", "0:", "0:1", "0:1:", "0:0:9f86d081", "0:-1:9f86d081", "0:01:9f86d081",
        "0:+1:9f86d081", "1:1:9f86d081", ":1:9f86d081", "0:1:9f86d08", "0:1:9F86D081",
        "0:9223372036854775808:9f86d081", "0:1:9f86d081:0", "x",
    ])
    func `what was never given out is no position`(text: String) {
        #expect(EventPosition(text: text) == nil)
    }

    @Test(arguments: ["0:1:9f86d081", "0:9223372036854775807:00000000"])
    func `a position is read back`(text: String) {
        #expect(EventPosition(text: text)?.description == text)
    }

    @Test func `a position of a journal that was lost is refused, and never skips a record`()
        async throws
    {
        let (lost, other) = (try EngineBench(), try EngineBench())
        for (bench, seed) in [(lost, UInt64(1)), (other, 2)] {
            bench.provider.show(bench.order, as: .createdOrder)
            _ = try await bench.engine(seed: seed).query(bench.order, caller: bench.caller)
        }
        let position = try #require(try await lost.engine().records().first?.position)
        await #expect(throws: EngineError.positionUnknown(position)) {
            try await other.engine().records(after: position)
        }
        let far = try #require(EventPosition(text: "0:9223372036854775807:00000000"))
        await #expect(throws: EngineError.positionUnknown(far)) {
            try await lost.engine().records(after: far)
        }
    }
}
