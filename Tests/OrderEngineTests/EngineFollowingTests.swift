import OrderEngine
import OrderEngineTesting
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
            last = try #require(EventPosition(text: "\(try #require(last))"))
        }
        #expect(seen == [1, 2, 3, 4])
        #expect(try await engine.records(after: last).isEmpty)
    }

    @Test(arguments: [
        "", "0", "0:", "0:0", "0:-1", "0:01", "0:+1", "1:1", ":1", "0:1:2", "0:9223372036854775808",
        "0: 1", "x",
    ])
    func `what was never given out is no position`(text: String) {
        #expect(EventPosition(text: text) == nil)
    }

    @Test func `a position is read back`() {
        for text in ["0:1", "0:123", "0:9223372036854775807"] {
            #expect(EventPosition(text: text)?.description == text)
        }
    }
}
