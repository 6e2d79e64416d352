/// Two kinds of work that are done in turn, so that what disturbs the machine disturbs both.
public struct Interleaved: Sendable {
    /// The rates of ours, one a round.
    public private(set) var ours: [Double] = []
    /// The rates of the reference, one a round.
    public private(set) var reference: [Double] = []
    /// The processor's time that ours took, as a multiple of the reference's, one a round; empty
    /// where it was not measured.
    public private(set) var processorRatios: [Double] = []

    /// Measures rounds; each work returns its rate, and who goes first alternates.
    ///
    /// The first round warms up and is not counted.
    public init(
        rounds: Int, ours: (Int) async throws -> Double, reference: (Int) async throws -> Double
    ) async rethrows {
        for round in 0...rounds {
            let left: Double
            let right: Double
            if round.isMultiple(of: 2) {
                left = try await ours(round)
                right = try await reference(round)
            } else {
                right = try await reference(round)
                left = try await ours(round)
            }
            guard round > 0 else { continue }
            self.ours.append(left)
            self.reference.append(right)
        }
    }

    /// Measures rounds, each of several slices, so that short disturbances disturb both as well.
    ///
    /// Each work is given the round, returns what a slice took, and goes first in every other
    /// slice. The first round warms up and is not counted.
    public init(
        rounds: Int, slices: Int, ours: (Int) async throws -> Effort,
        reference: (Int) async throws -> Effort
    ) async rethrows {
        for round in 0...rounds {
            var left = Effort()
            var right = Effort()
            for slice in round..<round + slices {
                if slice.isMultiple(of: 2) {
                    left += try await ours(round)
                    right += try await reference(round)
                } else {
                    right += try await reference(round)
                    left += try await ours(round)
                }
            }
            guard round > 0 else { continue }
            self.ours.append(left.rate)
            self.reference.append(right.rate)
            processorRatios.append(
                right.processorSecondsEach > 0
                    ? left.processorSecondsEach / right.processorSecondsEach : 0)
        }
    }

    /// Ours divided by the reference, round by round.
    public var ratios: [Double] {
        zip(ours, reference).map { $1 == 0 ? 0 : $0 / $1 }
    }

    /// The reference divided by ours, round by round: how many times as long ours takes.
    public var inverseRatios: [Double] {
        zip(ours, reference).map { $0 == 0 ? 0 : $1 / $0 }
    }
}
