import FileRecording
import Trials

/// The points of a trial: every one, or of each kind of failure as many, over all calls.
struct Points: Sendable {
    let seed: UInt64
    /// How many; `nil` for all.
    let count: Int?
    /// How many processes share them.
    let workers: Int
    let deadline: Deadline

    func run(_ report: inout TrialReport) async throws {
        let (chosen, total) = try await chosen(&report)
        let found = try await Crew(workers: workers, deadline: deadline).run(chosen)
        let (points, findings) = (found.map { chosen[$0.index] }, found.map(\.finding))
        report.count("points", "\(points.count) of \(total)")
        var failing = 0
        var errors: [String: Int] = [:]
        var reached: [String: Int] = [:]
        for (point, finding) in zip(points, findings) {
            if finding.failures > 0 {
                failing += 1
                let manner = point.failure.isForGood ? "for good" : "once"
                reached["\(point.failure.kind.rawValue) \(manner)", default: 0] += 1
            }
            for error in Set(finding.errors) { errors[error, default: 0] += 1 }
            note(finding, of: point, &report)
        }
        report.count("points at which a call failed", failing)
        for (name, count) in reached.sorted(by: { $0.key < $1.key }) {
            report.count("failed: \(name)", count)
        }
        for (name, count) in errors.sorted(by: { $0.key < $1.key }) {
            report.count("answered: \(name)", count)
        }
        for kind in CallFailure.Kind.allCases {
            for manner in ["for good", "once"] where reached["\(kind.rawValue) \(manner)"] == nil {
                report.fail("\(kind.rawValue) \(manner) never happened", repro: report.command)
            }
        }
    }

    /// Tries one point, and tells what callers were answered.
    func run(only point: Point, _ report: inout TrialReport) async throws {
        let finding = try await point.run()
        report.count("calls that failed", finding.failures)
        for answer in finding.explanations { print("  \(answer)") }
        note(finding, of: point, &report)
    }

    private func note(_ finding: Point.Finding, of point: Point, _ report: inout TrialReport) {
        for problem in finding.problems {
            report.fail(
                "\(point): \(problem)", repro: "scripts/adversity fail-io --only \(point)")
        }
    }

    /// The points that are tried, and how many there are; each kind and manner in its turn, so that
    /// there is something of all of them however early the end is.
    private func chosen(_ report: inout TrialReport) async throws -> ([Point], total: Int) {
        var points: [(turn: Int, Point)] = []
        var total = 0
        let kinds = CallFailure.Kind.allCases
        for (number, kind) in kinds.enumerated() {
            let calls = try await Point(CallFailure(kind, at: 0, isForGood: false)).run().calls
            let all = (1...max(1, calls)).flatMap { at in
                [false, true].map { Point(CallFailure(kind, at: at, isForGood: $0)) }
            }
            report.count("calls that can fail with \(kind.rawValue)", calls)
            var chance = Chance(seed: seed, number)
            let share = count.map { ($0 + kinds.count - 1) / kinds.count } ?? all.count
            var turns = [false: 0, true: 0]
            for point in chance.shuffled(all).prefix(share) {
                points.append((turns[point.failure.isForGood, default: 0], point))
                turns[point.failure.isForGood, default: 0] += 1
            }
            total += all.count
        }
        points.sort { $0.turn < $1.turn }
        return (points.map(\.1), total)
    }
}
