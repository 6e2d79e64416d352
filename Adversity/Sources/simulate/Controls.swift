import Trials

/// The trials of what is broken on purpose.
struct Controls {
    let seed: UInt64

    private static let mostTrials = 20_000
    private static let enough = 5

    /// Runs schedules in a broken world until the right invariant was found broken often enough.
    func run(_ tampering: Tampering, into report: inout TrialReport) {
        var found = 0
        var trials = 0
        let coverage = Coverage()
        while trials < Self.mostTrials, found < Self.enough {
            let schedule = Schedule(seed: seed ^ 0xC0_4720_1000, number: trials)
            let end = schedule.run(tampering: tampering, coverage: coverage)
            if end.violation?.invariant == tampering.invariant { found += 1 }
            trials += 1
        }
        let name = "\(tampering.invariant.rawValue), \(tampering.rawValue)"
        report.control(name, found: found, of: trials)
    }
}
