import Foundation

/// Holds what a journal says against what was there before, what was answered, and what the
/// sandbox saw.
struct Judge {
    let before: JournalReader
    /// As the journal lay there when the process was dead, before anything recovered it.
    let atFault: JournalReader
    let logAtFault: RequestLog
    let final: JournalReader
    let finalLog: RequestLog
    /// What the process answered before it died.
    let answers: [[String: Any]]
    /// When the requests of a forgotten journal had all been made.
    let foundedAt: Int64?

    private static let dispatchLimit = 3

    /// What is not as it must be.
    ///
    /// - Parameter isOfSandbox: Whether the sandbox knows the orders of the journal.
    func findings(isOfSandbox: Bool) -> [String] {
        let ofJournal = lostRecords() + consents()
        guard isOfSandbox else { return ofJournal }
        return ofJournal + unintendedRequests() + attempts() + outcomes()
    }

    private func lostRecords() -> [String] {
        var findings: [String] = []
        for (name, earlier, later) in [
            ("before the fault", before, atFault), ("at the fault", atFault, final),
        ] {
            for (sequence, hash) in earlier.records where later.records[sequence] != hash {
                findings.append("record \(sequence), there \(name), is lost or another")
            }
            for (position, note) in earlier.checkpoints where later.checkpoints[position] != note {
                findings.append("checkpoint \(position), there \(name), is lost or another")
            }
        }
        for answer in answers {
            if let note = answer["note"] as? String, !atFault.checkpoints.values.contains(note) {
                findings.append("a checkpoint was answered and is lost")
            }
            let order = answer["order"] as? [String: Any] ?? answer
            guard let number = order["out_order_no"] as? String,
                let revision = order["revision"] as? Int64
            else { continue }
            if (atFault.revisions["order:" + number] ?? 0) < revision {
                findings.append("revision \(revision) of \(number) was answered and is lost")
            }
        }
        let sequences = final.records.keys
        if let last = sequences.max(), sequences.count != last {
            findings.append("the sequence has gaps")
        }
        return findings
    }

    private func unintendedRequests() -> [String] {
        var findings: [String] = []
        for (log, reader) in [(logAtFault, atFault), (finalLog, final)] {
            for request in log.requests {
                let isIntended = reader.attempts.contains {
                    $0.number == request.number && $0.operation == request.operation
                        && $0.request == request.body && $0.intendedAt <= request.milliseconds + 1
                }
                // What reached the sandbox before this journal began was another journal's.
                let isOlder = request.milliseconds < (foundedAt ?? 0)
                if !isIntended, !isOlder {
                    findings.append("\(request.operation) of \(request.number) without its intent")
                }
            }
        }
        return findings
    }

    private func attempts() -> [String] {
        var findings: [String] = []
        for attempt in final.attempts {
            if attempt.condition == "open" { findings.append("\(attempt.id) does not end") }
            if attempt.dispatches > Self.dispatchLimit {
                findings.append("\(attempt.id) was sent \(attempt.dispatches) times")
            }
            let same = final.attempts.filter {
                ($0.number, $0.operation, $0.request)
                    == (attempt.number, attempt.operation, attempt.request)
            }
            let seen = finalLog.requests.count {
                ($0.number, $0.operation, $0.body)
                    == (attempt.number, attempt.operation, attempt.request)
                    && $0.milliseconds >= (foundedAt ?? 0)
            }
            if seen > same.reduce(0, { $0 + $1.dispatches }) {
                findings.append("\(attempt.id): \(seen) sendings seen, fewer recorded")
            }
        }
        return findings
    }

    private func outcomes() -> [String] {
        var findings: [String] = []
        for number in Set(final.attempts.map(\.number)).union(finalLog.stages.keys) {
            let own = final.attempts.filter { $0.number == number }
            func isApplied(_ operation: String) -> Bool {
                own.contains { $0.operation == operation && $0.isApplied }
            }
            // What a person has to look into is neither claimed nor denied.
            if own.contains(where: { $0.condition == "parked" }) { continue }
            let stage = finalLog.stages[number]
            if isApplied("cancel") != (stage == "revoked") {
                findings.append("\(number) is \(stage ?? "nowhere"), and its cancels say else")
            }
            let isCharged = stage == "collecting" || stage == "done"
            if isCharged ? !isApplied("complete") : isApplied("complete") && stage != "revoked" {
                findings.append("\(number) is \(stage ?? "nowhere"), and its completes say else")
            }
            if isApplied("create"), stage == nil {
                findings.append("\(number) was created, and the sandbox has no such order")
            }
            if foundedAt == nil, stage != nil, !isApplied("create") {
                findings.append("\(number) is at the sandbox, and no create says so")
            }
        }
        return findings
    }

    /// What is given up is what was stated, by somebody's word and permit, and a bill is given up
    /// in no other way.
    private func consents() -> [String] {
        var findings: [String] = []
        if Set(final.spent).count != final.spent.count { findings.append("a permit serves twice") }
        let charged = Set(
            final.attempts.filter { $0.operation == "complete" && $0.isApplied }.map(\.number))
        for attempt in final.attempts where attempt.operation == "cancel" {
            guard let fen = attempt.givenUp else {
                if charged.contains(attempt.number) {
                    findings.append("\(attempt.id) gives a bill up unasked")
                }
                continue
            }
            if !final.spent.contains(attempt.id) {
                findings.append("\(attempt.id) gives \(fen) fen up without a permit")
            }
            let stated = attempt.number == Scenario.order ? Scenario.charge : fen
            if fen != stated || attempt.givenUpKind != "forgiven"
                || attempt.detail["given_up"] != String(stated)
            {
                findings.append("\(attempt.id) gives up \(fen) fen, and \(stated) were stated")
            }
            for name in ["requested_by", "acknowledged_by"]
            where attempt.number == Scenario.order && attempt.detail[name] != Scenario.person {
                findings.append("\(attempt.id) has \(attempt.detail[name] ?? "nobody") as \(name)")
            }
        }
        return findings
    }
}
