import FileRecording
import Trials

/// The points of a trial: of each kind of failure as many, over all calls.
struct Points: Sendable {
    let seed: UInt64
    /// How many; `nil` for all.
    let count: Int?
    let only: String?

    func run(_ report: inout TrialReport) async throws {
        let points = try await chosen(&report)
        var failing = 0
        var errors: [String: Int] = [:]
        var reached: [String: Int] = [:]
        for point in points {
            let finding = try await point.run()
            if finding.failures > 0 {
                failing += 1
                let manner = point.failure.isForGood ? "for good" : "once"
                reached["\(point.failure.kind.rawValue) \(manner)", default: 0] += 1
            }
            for error in Set(finding.errors) { errors[error, default: 0] += 1 }
            if only != nil { for answer in finding.explanations { print("  \(answer)") } }
            for problem in finding.problems {
                report.fail(
                    "\(point): \(problem)", repro: "scripts/adversity fail-io --only \(point)")
            }
        }
        report.count("points", points.count)
        report.count("points at which a call failed", failing)
        for (name, count) in reached.sorted(by: { $0.key < $1.key }) {
            report.count("failed: \(name)", count)
        }
        for (name, count) in errors.sorted(by: { $0.key < $1.key }) {
            report.count("answered: \(name)", count)
        }
        guard only == nil else { return }
        for kind in CallFailure.Kind.allCases {
            for manner in ["for good", "once"] where reached["\(kind.rawValue) \(manner)"] == nil {
                report.fail("\(kind.rawValue) \(manner) never happened", repro: report.command)
            }
        }
    }

    private func chosen(_ report: inout TrialReport) async throws -> [Point] {
        if let only { return Point(only).map { [$0] } ?? [] }
        var points: [Point] = []
        let kinds = CallFailure.Kind.allCases
        for (number, kind) in kinds.enumerated() {
            let calls = try await Point(CallFailure(kind, at: 0, isForGood: false)).run().calls
            let all = (1...max(1, calls)).flatMap { at in
                [false, true].map { Point(CallFailure(kind, at: at, isForGood: $0)) }
            }
            report.count("calls that can fail with \(kind.rawValue)", calls)
            var chance = Chance(seed: seed, number)
            let share = count.map { ($0 + kinds.count - 1) / kinds.count } ?? all.count
            points += chance.shuffled(all).prefix(share)
        }
        return points
    }
}
