import Foundation

/// A scenario at the moment of its command, and what was true there.
struct Moment: Sendable {
    let scenario: Scenario
    let root: URL
    /// The command, with its permit filled in.
    let command: [String]
    let before: JournalReader
    /// Where a journal was forgotten: when that was.
    let foundedAt: Int64?
    /// The calls of the command that change something, by their names.
    let names: [String]
    /// How many of the first calls are those with which another scenario's command begins too.
    var opening = 0
    /// Those of them that the sandbox sees.
    let networkCalls: Set<Int>

    /// How many calls the command makes that change something.
    var calls: Int { names.count }
}

/// What one fault led to.
struct Verdict {
    /// Whether the fault came to pass.
    var isReached = false
    var isSecondReached = false
    var findings: [String] = []
    var requests = 0
    var attempts = 0
    var commands = 0
}

/// Plays faults in scenarios.
struct Trial: Sendable {
    let program: Program
    let scratch: URL

    /// Every code that docs/reference/command-line.md lists.
    private static let documented: Set<Int32> = [
        0, 10, 11, 12, 13, 14, 15, 16, 64, 65, 66, 69, 74, 77, 78,
    ]
    /// The moments of the looks that follow: past the quiescence, and then as the schedule goes.
    private static let leaps: [Int64] = [700, 1_500, 5_000, 90_000, 260_000, 610_000, 1_300_000]

    /// The first command after a fault.
    func recover(
        _ place: Place, _ moment: Moment, _ settings: [String: String]
    ) throws -> Run {
        guard moment.scenario.isOnline else {
            return try place.run(moment.command + ["--output", "json"], settings)
        }
        try place.leap(seconds: Self.leaps[0])
        return try place.run(["reconcile"], settings)
    }

    /// Plays a fault, recovers, and judges.
    ///
    /// - Parameters:
    ///   - second: What happens to the first command of the recovery.
    ///   - isRepeated: Whether somebody types the command again, before anything is reconciled.
    ///   - tampering: What a control breaks once the command is over.
    func play(
        _ moment: Moment, _ fault: Fault?, second: Fault? = nil, isRepeated: Bool,
        name: String, tampering: ((Place) throws -> Void)? = nil
    ) throws -> Verdict {
        if moment.scenario.isStart {
            return try playStart(moment, fault, name: name, tampering: tampering)
        }
        let place = try Place(
            scratch.appending(path: name), program: program, from: moment.root)
        if moment.scenario.isOnline { try place.startSandbox() }
        var verdict = Verdict()
        let command = moment.command + ["--output", "json"]
        let run = try place.run(
            command, moment.scenario.settings.merging(fault?.environment ?? [:]) { $1 })
        verdict.findings += Self.findings(run, fault)
        verdict.isReached = run.isKilled
        let atFault = try JournalReader(
            in: place.box, scratch: place.root, after: moment.before)
        let logAtFault = try RequestLog(in: place.box)
        // The draft that takes a checkpoint's place is taken away by the next one.
        verdict.findings += try place.strangers().filter { $0 != ".payscore-note" }
            .map { "it leaves \($0) behind" }
        try tampering?(place)

        if let second {
            let recovery = try recover(place, moment, second.environment)
            verdict.findings += Self.findings(recovery, second)
            verdict.isSecondReached = recovery.isKilled
        }
        if isRepeated {
            let again = try place.run(command)
            if again.status.map(moment.scenario.endings.contains) != true {
                verdict.findings.append("repeated, it ends with \(again.ending): \(again.errors)")
            }
            verdict.findings += try place.strangers().map { "repeated, it leaves \($0) behind" }
        }
        if moment.scenario.isOnline { verdict.findings += try settle(place) }
        let verified = try place.run(["verify"])
        if verified.ending != .status(0) {
            verdict.findings.append(
                "verify: \(verified.ending) \(verified.output)\(verified.errors)")
        }
        place.stopSandbox()

        let final = try JournalReader(in: place.box, scratch: place.root, after: atFault)
        let finalLog = try RequestLog(in: place.box)
        verdict.findings += Judge(
            before: moment.before, atFault: atFault, logAtFault: logAtFault, final: final,
            finalLog: finalLog, answers: run.answers, foundedAt: moment.foundedAt
        ).findings(isOfSandbox: moment.scenario.isOfSandbox)
        verdict.requests = finalLog.requests.count
        verdict.attempts = final.attempts.count
        verdict.commands = place.commands
        return verdict
    }

    /// Lets time pass and reconciles, until nothing is unresolved or the schedule is over.
    private func settle(_ place: Place) throws -> [String] {
        // A command that was killed early enough has left no journal.
        _ = try place.run(["init"])
        for leap in Self.leaps {
            try place.leap(seconds: leap)
            let run = try place.run(["reconcile", "--output", "json"])
            switch run.status {
            case 0: return []
            case 13: continue
            default: return ["reconcile ends with \(run.ending): \(run.errors)"]
            }
        }
        return []
    }

    /// What a process may not do, whatever happens to it.
    static func findings(_ run: Run, _ fault: Fault?) -> [String] {
        switch run.ending {
        case .hung: return ["the command hangs"]
        case .signal(SIGKILL):
            if case .kill = fault?.kind { return [] }
            return ["killed by nobody"]
        case .signal(let signal): return ["the command ends with signal \(signal): \(run.errors)"]
        case .status(let status):
            guard documented.contains(status) else { return ["undocumented exit code \(status)"] }
            // What standard error cannot take is no fault of the program's.
            if status >= 64, fault == nil, run.errors.isEmpty { return ["a failure without words"] }
            return []
        }
    }
}
