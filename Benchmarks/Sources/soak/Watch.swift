import Foundation
import Measuring

/// Looks at the process every second, and plays the reader that gets stuck.
///
/// The reader is free and stuck in turn, for as long each; free at the beginning, and from the last
/// stretch on.
struct Watch: Sendable {
    private let journal: URL
    private let seconds: Double
    private let stretch: Double

    /// How often to look, in seconds.
    private static let interval = 1.0

    /// - Parameters:
    ///   - journal: The journal's file.
    ///   - seconds: How long to look.
    ///   - stretch: How long the reader is stuck, and free.
    init(_ journal: URL, seconds: Double, stretch: Double) {
        self.journal = journal
        self.seconds = seconds
        self.stretch = stretch
    }

    /// Looks until the time is up.
    func run() async throws -> [Vitals] {
        var samples: [Vitals] = []
        let reader = try StuckReader(journal.path)
        var isStuck = false
        let start = Clocks.wall
        while true {
            let elapsed = Clocks.wall - start
            guard elapsed < seconds else { break }
            let shouldBeStuck = isStuckStretch(at: elapsed)
            if shouldBeStuck != isStuck {
                if shouldBeStuck { try reader.begin() } else { try reader.end() }
                isStuck = shouldBeStuck
            }
            samples.append(Vitals.now(elapsed, isReaderStuck: isStuck, journal: journal))
            try await Task.sleep(for: .seconds(Self.interval))
        }
        if isStuck { try reader.end() }
        return samples
    }

    private func isStuckStretch(at elapsed: Double) -> Bool {
        let number = Int(elapsed / stretch)
        let isLast = elapsed > seconds - stretch
        return !isLast && !number.isMultiple(of: 2)
    }
}
