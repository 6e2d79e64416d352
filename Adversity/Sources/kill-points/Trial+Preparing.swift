import Foundation
import Synchronization

extension Trial {
    /// Plays what happens before the commands, several at once, and finds what they share.
    func prepare(_ scenarios: [Scenario], workers: Int) throws -> [Moment] {
        let preparation = Preparation()
        let group = DispatchGroup()
        for _ in 0..<max(1, workers) {
            group.enter()
            Thread.detachNewThread {
                while case let index = preparation.next(),
                    index < scenarios.count
                {
                    let result = Result { try prepare(scenarios[index]) }
                    preparation.made.withLock { made in
                        switch result {
                        case .success(let moment): made.moments[index] = moment
                        case .failure(let error): made.failure = error
                        }
                    }
                }
                group.leave()
            }
        }
        group.wait()
        let (prepared, failure) = preparation.made.withLock { $0 }
        if let failure { throw failure }
        var moments = scenarios.indices.compactMap { prepared[$0] }
        for index in moments.indices {
            moments[index].opening =
                moments[..<index].map {
                    zip($0.names, moments[index].names).prefix { $0 == $1 }.count
                }.max() ?? 0
        }
        return moments
    }

    /// Plays what happens at the sandbox.
    private func post(_ step: Scenario.Step, at place: Place) throws {
        func post(_ path: String, _ body: String = "") throws {
            try Loopback.post(path, body, port: place.port, token: place.controlToken)
        }
        switch step {
        case .act(let action): try post("orders/\(Scenario.order)/\(action)")
        case .fault(let kind, let operation):
            // Longer than a command waits that is told to wait a second.
            let delay = kind == "delay" ? #","delay_ms":1500"# : ""
            try post(
                "faults", #"{"operation":"\#(operation)","kind":"\#(kind)","times":1\#(delay)}"#)
        case .agree:
            try post(
                "authorizations/\(Scenario.authorization)/open",
                #"{"openid":"\#(Scenario.openID)"}"#)
        case .run, .permit, .customer, .forgetJournal, .goldenJournal, .forgetSandbox: break
        }
    }

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
            case .act, .fault, .agree: try post(step, at: place)
            case .permit(let words):
                let run = try place.run(words + ["--output", "json"])
                let answer = run.answers.first
                let decision = answer?["decision"] as? [String: Any] ?? answer
                let permit = decision?["permit"] as? [String: Any]
                guard let token = permit?["token"] as? String else {
                    throw CannotRun("\(scenario.name): no permit: \(run)")
                }
                command = command.map { $0 == "PERMIT" ? token : $0 }
            case .customer:
                let run = try place.run(["history", Scenario.order, "--output", "json"])
                let name = run.output.firstMatch(of: /cus_[0-9a-f]{20}/)
                guard let name else { throw CannotRun("\(scenario.name): no customer: \(run)") }
                command = command.map { $0 == "CUSTOMER" ? String(name.output) : $0 }
            case .forgetJournal:
                try place.removeJournal()
                foundedAt = Int64(Date().timeIntervalSince1970 * 1000)
            case .goldenJournal:
                try place.removeJournal()
                for (name, suffix) in [("journal", ""), ("head", ".head")] {
                    try FileManager.default.copyItem(
                        at: KillPoints.golden(name),
                        to: place.box.appending(path: JournalReader.fileName + suffix))
                }
                try place.nameMerchantOfGoldenJournal()
            case .forgetSandbox:
                place.stopSandbox()
                try FileManager.default.removeItem(at: place.box)
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
            before: try JournalReader(in: place.box, scratch: place.root),
            foundedAt: foundedAt, names: calls.names, networkCalls: calls.network)
    }

    private func calls(
        of command: [String], _ scenario: Scenario, from root: URL
    ) throws -> (names: [String], network: Set<Int>) {
        let place = try Place(
            scratch.appending(path: scenario.name + "-counting"), program: program, from: root)
        if scenario.isOnline { try place.startSandbox() }
        let trace = place.root.appending(path: "trace")
        let run = try place.perform(
            command, of: scenario,
            scenario.settings.merging(["FAULT_TRACE_FILE": trace.path]) { $1 })
        guard run.status != nil else {
            throw CannotRun("\(scenario.name): the command itself fails: \(run)")
        }
        let lines = try String(contentsOf: trace, encoding: .utf8).split(separator: "\n")
        let network = lines.filter { $0.hasSuffix("socket") }.compactMap {
            $0.split(separator: " ").first.flatMap { Int($0) }
        }
        let names = lines.map { $0.drop { $0 != " " } }.map(String.init)
        return (names, Set(network))
    }

    /// How many calls the recovery makes after a fault, counted where it lives out.
    func recoveryCalls(after fault: Fault, in moment: Moment, name: String) throws -> Int {
        let place = try Place(
            scratch.appending(path: name + "-counting"), program: program, from: moment.root)
        if moment.scenario.isOnline { try place.startSandbox() }
        _ = try place.run(
            moment.command + ["--output", "json"],
            moment.scenario.settings.merging(fault.environment) { $1 })
        let count = place.root.appending(path: "count")
        _ = try recover(place, moment, ["FAULT_COUNT_FILE": count.path])
        let text = try String(contentsOf: count, encoding: .utf8)
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
}

/// What several threads prepare.
private final class Preparation: Sendable {
    private let begun = Atomic(0)
    let made = Mutex<(moments: [Int: Moment], failure: (any Error)?)>(([:], nil))

    func next() -> Int { begun.add(1, ordering: .relaxed).oldValue }
}
