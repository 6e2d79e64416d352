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
        let ofJournal = lostRecords() + lostAnswers() + consents() + customersKept()
        guard isOfSandbox else { return ofJournal }
        return ofJournal + unintendedRequests() + attempts() + collects() + outcomes()
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
        let sequences = final.records.keys
        if let last = sequences.max(), sequences.count != last {
            findings.append("the sequence has gaps")
        }
        return findings
    }

    private func lostAnswers() -> [String] {
        var findings: [String] = []
        for answer in answers {
            if let note = answer["note"] as? String, !atFault.checkpoints.values.contains(note) {
                findings.append("a checkpoint was answered and is lost")
            }
            if answer["result"] as? String == "complete", let sweep = answer["sweep"] as? String,
                !atFault.swept.contains(sweep)
            {
                findings.append("the end of \(sweep) was answered and is lost")
            }
            if answer["result"] as? String == "forgotten",
                let customer = answer["customer"] as? String,
                !atFault.forgotten.contains(customer)
            {
                findings.append("\(customer) was answered to be forgotten, and is not")
            }
            let whole = answer["order"] ?? answer["authorization"]
            let subject = whole as? [String: Any] ?? answer
            let name =
                (subject["out_order_no"] as? String).map { "order:" + $0 }
                ?? (subject["authorization_code"] as? String).map { "authorization:" + $0 }
            guard let name, let revision = subject["revision"] as? Int64 else { continue }
            if (atFault.revisions[name] ?? 0) < revision {
                findings.append("revision \(revision) of \(name) was answered and is lost")
            }
        }
        return findings
    }

    private func unintendedRequests() -> [String] {
        var findings: [String] = []
        for (log, reader) in [(logAtFault, atFault), (finalLog, final)] {
            for request in log.requests {
                let isIntended = reader.attempts.contains {
                    $0.path == request.path && $0.body == request.body
                        && $0.intendedAt <= request.milliseconds + 1
                }
                // What reached the sandbox before this journal began was another journal's.
                let isOlder = request.milliseconds < (foundedAt ?? 0)
                if !isIntended, !isOlder {
                    findings.append("\(request.operation) at \(request.path) without its intent")
                }
            }
        }
        return findings
    }

    private func attempts() -> [String] {
        var findings: [String] = []
        for attempt in final.attempts {
            if attempt.condition == "open" { findings.append("\(attempt.id) does not end") }
            // What WeChat did because of a collect shows nowhere, so it is not sent again.
            let limit = attempt.call == "collect" ? 1 : Self.dispatchLimit
            if attempt.dispatches > limit {
                findings.append("\(attempt.id) was sent \(attempt.dispatches) times")
            }
            let same = final.attempts.filter {
                ($0.path, $0.body) == (attempt.path, attempt.body)
            }
            let seen = finalLog.requests.count {
                ($0.path, $0.body) == (attempt.path, attempt.body)
                    && $0.milliseconds >= (foundedAt ?? 0)
            }
            if seen > same.reduce(0, { $0 + $1.dispatches }) {
                findings.append("\(attempt.id): \(seen) sendings seen, fewer recorded")
            }
        }
        return findings
    }
}
