import Trials

/// How often the races of each situation had a winner: somebody who was told that what only one can
/// have is his.
struct Winners {
    private var races: [String: Int] = [:]
    private var won: [String: Int] = [:]
    private var crowded: [String: Int] = [:]

    mutating func add(_ situation: Situation, _ calls: [Call]) {
        let winners = calls.count { $0.deed.isPrize && $0.told == .done }
        races[situation.name, default: 0] += 1
        if winners > 0 { won[situation.name, default: 0] += 1 }
        if winners > situation.mostWinners { crowded[situation.name, default: 0] += 1 }
    }

    /// What must not be: more winners of a race than there can be, or none in any race.
    func problem(of situation: Situation) -> String? {
        if let count = crowded[situation.name] {
            return "\(situation.name): more than \(situation.mostWinners) won in \(count) races"
        }
        let isWinnable = situation.mostWinners > 0
        return isWinnable && won[situation.name] == nil ? "\(situation.name): nobody ever won" : nil
    }

    /// Notes the figures of all situations.
    func note(_ place: String, in report: inout TrialReport, repro: String) {
        for situation in Situation.all {
            if let problem = problem(of: situation) { report.fail(problem, repro: repro) }
            guard situation.mostWinners > 0 else { continue }
            report.count(
                "won on \(place): \(situation.name)",
                "\(won[situation.name] ?? 0) of \(races[situation.name] ?? 0)")
        }
        report.count("races on \(place) with more winners than one can be", crowded.count)
    }
}
