import Trials

extension Simulate {
    /// The fewest schedules after which every possible situation, and every fate of a consent, must
    /// have been met.
    static let fullTier = 200_000

    /// Notes what so many schedules met.
    func count(_ coverage: Coverage, of schedules: Int, into report: inout TrialReport) {
        let possible = Coverage.possible
        let unmet = possible.filter { coverage.met($0.state, $0.action, $0.mishap) == 0 }
        let fewest = possible.map { coverage.met($0.state, $0.action, $0.mishap) }.min() ?? 0
        let resent = KnownState.allCases.map { state in
            (Mishap.sending + [.sendSmooth]).map {
                coverage.met(state, .reconcile, $0)
                    + coverage.met(state, .reconcileAuthorizations, $0)
            }.reduce(0, +)
        }
        report.count("requests sent by reconciliations", resent.reduce(0, +))
        report.count("situations possible", possible.count)
        report.count("situations met", possible.count - unmet.count)
        report.count("times the rarest was met", fewest)
        let stray = KnownState.allCases.flatMap { state in
            Action.allCases.flatMap { action in
                Mishap.allCases.filter {
                    !Coverage.canMeet(state, action, $0) && coverage.met(state, action, $0) > 0
                }.map { "\(state) \(action) \($0)" }
            }
        }
        for text in stray {
            report.fail("a situation that was thought impossible: \(text)", repro: report.command)
        }
        if gaps {
            for gap in unmet { print("    unmet: \(gap.state) \(gap.action) \(gap.mishap)") }
        }
        if !unmet.isEmpty, schedules >= Self.fullTier {
            report.fail(
                "\(unmet.count) situations were never met", repro: report.command + " --gaps")
        }
        table(coverage)
    }

    /// What each state of an order met, by call and by kind of fault, in thousands.
    private func table(_ coverage: Coverage) {
        print("  situations met, by state and call: all faults | the rarest possible one")
        for state in KnownState.allCases {
            let cells = Action.allCases.compactMap { action -> String? in
                let possible = Mishap.allCases.filter {
                    !$0.isSmooth && Coverage.canMeet(state, action, $0)
                }
                guard !possible.isEmpty else { return nil }
                let counts = possible.map { coverage.met(state, action, $0) }
                return "\(action) \(counts.reduce(0, +))|\(counts.min() ?? 0)"
            }
            print("    \(state): \(cells.joined(separator: ", "))")
        }
    }
}
