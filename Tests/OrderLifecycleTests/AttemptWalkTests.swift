import OrderLifecycle
import Testing

/// The attempt against an imitation of WeChat that loses, delays and repeats, over many random
/// walks; the imitation keeps its own books, and they are compared.
struct AttemptWalkTests {
    @Test func `thirty thousand random walks keep every promise`() throws {
        var random = SeededRandom(seed: testSeed)
        var ends: [String: Int] = [:]
        for number in 0..<30_000 {
            var walk = try AttemptWalk(random: random)
            let end = try walk.run()
            random = walk.random
            ends[end, default: 0] += 1
            if let breach = walk.breach {
                Issue.record("\(breach), walk \(number), seed \(testSeed): \(walk.trail)")
                return
            }
        }
        // Every outcome was reached, so that none of them holds only because it never happened.
        let expected = [
            "answered", "already_there", "found", "refused", "never_sent", "changed", "overtaken",
            "unchanged", "parked",
        ]
        for outcome in expected {
            #expect(ends[outcome, default: 0] >= 20, "\(outcome): \(ends), seed \(testSeed)")
        }
    }
}
