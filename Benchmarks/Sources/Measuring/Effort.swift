/// How much was done, and what it took.
public struct Effort: Sendable {
    /// How often it was done.
    public private(set) var count: Int
    /// How long it took, in seconds.
    public private(set) var seconds: Double
    /// What this process computed for it, in seconds.
    public private(set) var processorSeconds: Double

    /// Creates an effort; nothing, where nothing is given.
    public init(count: Int = 0, seconds: Double = 0, processorSeconds: Double = 0) {
        self.count = count
        self.seconds = seconds
        self.processorSeconds = processorSeconds
    }

    /// How often a second.
    public var rate: Double { seconds > 0 ? Double(count) / seconds : 0 }

    /// What this process computed for one, in seconds.
    public var processorSecondsEach: Double {
        count > 0 ? processorSeconds / Double(count) : 0
    }

    /// Adds an effort to another.
    public static func += (left: inout Effort, right: Effort) {
        left.count += right.count
        left.seconds += right.seconds
        left.processorSeconds += right.processorSeconds
    }

    /// Measures work that says how much it did.
    ///
    /// - Parameter settling: How long what goes on behind the work is waited for; the processor's
    ///   time then still counts, so that nothing is put off to when the reference is measured.
    public static func measuring(
        settling: Double = 0, _ work: () async throws -> Int
    ) async throws -> Effort {
        let processor = Clocks.processor
        let start = Clocks.wall
        let count = try await work()
        let seconds = Clocks.wall - start
        if settling > 0 { try await Task.sleep(for: .seconds(settling)) }
        return Effort(
            count: count, seconds: seconds, processorSeconds: Clocks.processor - processor)
    }

    /// Measures work that is repeated until a time is over.
    public static func repeating(
        for limit: Double, settling: Double = 0, _ work: () async throws -> Int
    ) async throws -> Effort {
        try await measuring(settling: settling) {
            let end = Clocks.wall + limit
            var count = 0
            repeat { count += try await work() } while Clocks.wall < end
            return count
        }
    }
}
