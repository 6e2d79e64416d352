import Foundation
import Synchronization
import Trials

/// One fault to be played.
struct Job: Sendable {
    let moment: Moment
    let fault: Fault
    /// The call of the recovery at which it is killed too.
    var second: Int?
    /// What decides that call, once it is known how many there are.
    var draw: Int?
    /// Whether no later call is known; the points after it are tried too, until none is reached.
    var isLast = false

    /// What repeats just this.
    var arguments: String {
        var words = "--scenario \(moment.scenario.name) --point \(fault.point)"
        switch fault.kind {
        case .kill(let isDone): words += " --when \(isDone ? "after" : "before")"
        case .error(let error, let isSticky):
            words += " --error \(error)" + (isSticky ? " --sticky" : "")
        case .short(let isSticky): words += " --error short" + (isSticky ? " --sticky" : "")
        case .pretence: break
        }
        return words + (second.map { " --second \($0)" } ?? "")
    }
}

/// Plays jobs, several at once.
struct Crew: Sendable {
    let trial: Trial
    let workers: Int
    let deadline: Deadline

    /// Plays all jobs.
    func play(_ jobs: [Job], command: String) -> Tally {
        let progress = Progress()
        let group = DispatchGroup()
        // The threads of the pool are as many as the cores; these here mostly wait.
        for worker in 0..<max(1, workers) {
            group.enter()
            Thread.detachNewThread {
                while !deadline.isOver, case let index = progress.next(), index < jobs.count {
                    work(jobs[index], worker, command, progress)
                }
                group.leave()
            }
        }
        group.wait()
        return progress.tally.withLock { $0 }
    }

    private func work(_ job: Job, _ worker: Int, _ command: String, _ progress: Progress) {
        var job = job
        while true {
            do {
                if let draw = job.draw {
                    let calls = try trial.recoveryCalls(
                        after: job.fault, in: job.moment, name: "worker-\(worker)")
                    job.second = 1 + draw % max(1, calls)
                }
                let second = job.second.map { Fault(kind: .kill(isDone: $0 % 2 == 0), point: $0) }
                let verdict = try trial.play(
                    job.moment, job.fault, second: second,
                    isRepeated: !job.moment.scenario.isOnline || job.fault.point % 2 == 0,
                    name: "worker-\(worker)")
                progress.tally.withLock { $0.add(verdict, of: job, command) }
                guard job.isLast, verdict.isReached else { return }
            } catch {
                progress.tally.withLock { $0.fail("\(error)", job, command) }
                return
            }
            job = Job(
                moment: job.moment, fault: Fault(kind: job.fault.kind, point: job.fault.point + 1),
                second: nil, isLast: true)
        }
    }
}

/// How far the crew is, and what came of it.
private final class Progress: Sendable {
    private let begun = Atomic(0)
    let tally = Mutex(Tally())

    func next() -> Int { begun.add(1, ordering: .relaxed).oldValue }
}

/// What was played, and what came of it.
struct Tally {
    private(set) var kills = 0
    private var seconds = 0
    private var faults = 0
    private var ends = 0
    private var requests = 0
    private var attempts = 0
    private var commands = 0
    private var failures: [(what: String, repro: String)] = []

    mutating func add(_ verdict: Verdict, of job: Job, _ command: String) {
        switch job.fault.kind {
        case .kill:
            if verdict.isReached { kills += 1 } else { ends += 1 }
        case .error, .short, .pretence: faults += 1
        }
        if verdict.isSecondReached { seconds += 1 }
        requests += verdict.requests
        attempts += verdict.attempts
        commands += verdict.commands
        for finding in verdict.findings { fail(finding, job, command) }
    }

    mutating func fail(_ finding: String, _ job: Job, _ command: String) {
        failures.append(
            (
                "\(job.moment.scenario.name), \(job.fault): \(finding)",
                "\(command) \(job.arguments)"
            ))
    }

    /// Notes everything in the trial's report.
    func note(in report: inout TrialReport, scenarios: Int) {
        report.count("scenarios", scenarios)
        report.count("kills", kills)
        report.count("scenarios seen to end beyond the last call", ends)
        report.count("second kills, in the recovery", seconds)
        report.count("input and output faults", faults)
        report.count("requests that reached the sandbox, judged", requests)
        report.count("attempts judged", attempts)
        report.count("commands run", commands)
        for failure in failures { report.fail(failure.what, repro: failure.repro) }
    }
}
