import Foundation

/// A scenario at the moment of its command, and what was true there.
struct Moment: Sendable {
    let scenario: Scenario
    let root: URL
    /// The command, with its permit filled in.
    let command: [String]
    let before: JournalReading
    /// Where a journal was forgotten: when that was.
    let foundedAt: Int64?
    /// How many calls the command makes that change something.
    let calls: Int
    /// Those of them that the sandbox sees.
    let networkCalls: Set<Int>
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

/// Prepares scenarios, and plays faults in them.
struct Trial: Sendable {
    let program: Program
    let scratch: URL

    /// Every code that docs/reference/command-line.md lists.
    private static let documented: Set<Int32> = [
        0, 10, 11, 12, 13, 14, 15, 64, 65, 66, 69, 74, 77, 78,
    ]
    /// The moments of the looks that follow: past the quiescence, and then as the schedule goes.
    private static let leaps: [Int64] = [700, 1_500, 5_000, 90_000, 260_000, 610_000, 1_300_000]

    /// Plays what happens before the command.
    func prepare(_ scenario: Scenario) throws -> Moment {
        let root = scratch.appending(path: scenario.name)
        let place = try Place(
            scratch.appending(path: scenario.name + "-making"), program: program)
        try place.startSandbox()
        var command = scenario.command
        var foundedAt: Int64?
        for step in scenario.steps {
            switch step {
            case .run(let words):
                let run = try place.run(words)
                guard let status = run.status, [0, 13].contains(status) else {
                    throw CannotRun("\(scenario.name): \(words): \(run)")
                }
            case .act(let action):
                try Loopback.post("orders/\(Scenario.order)/\(action)", port: place.port)
            case .fault(let kind, let operation):
                try Loopback.post(
                    "faults",
                    """
                    {"operation":"\(operation)","out_order_no":"\(Scenario.order)",\
                    "kind":"\(kind)","times":1}
                    """, port: place.port)
            case .permit:
                let run = try place.run(["can-cancel", Scenario.order, "--output", "json"])
                let permit = run.answers.first?["permit"] as? [String: Any]
                guard let token = permit?["token"] as? String else {
                    throw CannotRun("\(scenario.name): no permit: \(run)")
                }
                command = command.map { $0 == "PERMIT" ? token : $0 }
            case .forgetJournal:
                try place.removeJournal()
                foundedAt = Int64(Date().timeIntervalSince1970 * 1000)
            case .journalOfSchema(let version):
                try place.removeJournal()
                try FileManager.default.copyItem(
                    at: KillPoints.goldenJournal(ofSchema: version),
                    to: place.box.appending(path: JournalReading.fileName))
            }
        }
        place.stopSandbox()
        if FileManager.default.fileExists(atPath: root.path) {
            try FileManager.default.removeItem(at: root)
        }
        try FileManager.default.copyItem(at: place.root, to: root)
        let calls = try calls(of: command, scenario, from: root)
        return Moment(
            scenario: scenario, root: root, command: command,
            before: try JournalReading(in: place.box, scratch: place.root),
            foundedAt: foundedAt, calls: calls.count, networkCalls: calls.network)
    }

    private func calls(
        of command: [String], _ scenario: Scenario, from root: URL
    ) throws -> (count: Int, network: Set<Int>) {
        let place = try Place(
            scratch.appending(path: scenario.name + "-counting"), program: program, from: root)
        if scenario.isOnline { try place.startSandbox() }
        let trace = place.root.appending(path: "trace")
        let run = try place.run(command, ["FAULT_TRACE_FILE": trace.path])
        guard run.status != nil else {
            throw CannotRun("\(scenario.name): the command itself fails: \(run)")
        }
        let lines = try String(contentsOf: trace, encoding: .utf8).split(separator: "\n")
        let network = lines.filter { $0.hasSuffix("socket") }.compactMap {
            $0.split(separator: " ").first.flatMap { Int($0) }
        }
        return (lines.count, Set(network))
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
        let place = try Place(
            scratch.appending(path: name), program: program, from: moment.root)
        if moment.scenario.isOnline { try place.startSandbox() }
        var verdict = Verdict()
        let command = moment.command + ["--output", "json"]
        let run = try place.run(command, fault?.environment ?? [:])
        verdict.findings += Self.findings(run, fault)
        verdict.isReached = run.isKilled
        let atFault = try JournalReading(in: place.box, scratch: place.root)
        let logAtFault = try RequestLog(in: place.box)
        try tampering?(place)

        if let second {
            if moment.scenario.isOnline { try place.leap(seconds: Self.leaps[0]) }
            let words = moment.scenario.isOnline ? ["reconcile"] : command
            let recovery = try place.run(words, second.environment)
            verdict.findings += Self.findings(recovery, second)
            verdict.isSecondReached = recovery.isKilled
        }
        if isRepeated {
            let again = try place.run(command)
            if again.status.map(moment.scenario.endings.contains) != true {
                verdict.findings.append("repeated, it ends with \(again.ending): \(again.errors)")
            }
        }
        if moment.scenario.isOnline { verdict.findings += try settle(place) }
        let verified = try place.run(["verify"])
        if verified.ending != .status(0) {
            verdict.findings.append(
                "verify: \(verified.ending) \(verified.output)\(verified.errors)")
        }
        place.stopSandbox()

        let final = try JournalReading(in: place.box, scratch: place.root)
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
    private static func findings(_ run: Run, _ fault: Fault?) -> [String] {
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
