import Foundation
import Trials

/// A share of the schedules, run on a thread of its own.
final class Shard: @unchecked Sendable {
    /// A schedule that broke an invariant, or that ran differently the second time.
    struct Failure {
        let schedule: Schedule
        let what: String
    }

    let seed: UInt64
    let numbers: StrideTo<Int>
    let deadline: Deadline
    let coverage = Coverage()
    private(set) var figures = Figures()
    private(set) var failures: [Failure] = []
    private let done = DispatchSemaphore(value: 0)

    static let stackSize = 8 << 20
    /// Every so many schedules one is run twice, to see that it does the same again.
    static let sample = 500
    private static let mostFailures = 50

    init(seed: UInt64, numbers: StrideTo<Int>, deadline: Deadline) {
        self.seed = seed
        self.numbers = numbers
        self.deadline = deadline
    }

    func start() {
        let thread = Thread { [self] in
            work()
            done.signal()
        }
        thread.stackSize = Self.stackSize
        thread.start()
    }

    func wait() {
        done.wait()
    }

    private func work() {
        for number in numbers where failures.count < Self.mostFailures && !deadline.isOver {
            let schedule = Schedule(seed: seed, number: number)
            let end = schedule.run(coverage: coverage)
            figures.add(end.figures)
            if let violation = end.violation {
                let what = "\(violation.invariant.rawValue): \(violation.explanation)"
                failures.append(Failure(schedule: schedule, what: what))
            }
            guard number % Self.sample == 0 else { continue }
            figures.replayed += 1
            if schedule.run(coverage: Coverage()).digest != end.digest {
                failures.append(
                    Failure(schedule: schedule, what: "the same schedule ran differently"))
            }
        }
    }
}
