extension Judge {
    /// Whether what the attempts say of their effect is what the sandbox shows.
    func outcomes() -> [String] {
        let subjects = Set(final.attempts.map(\.subject))
            .union(finalLog.orders.keys.map { "order:" + $0 })
            .union(finalLog.authorizations.keys.map { "authorization:" + $0 })
        return subjects.flatMap { subject in
            let own = final.attempts.filter { $0.subject == subject }
            // What a person has to look into is neither claimed nor denied.
            if own.contains(where: { $0.condition == "parked" }) { return [String]() }
            let applied = Set(own.filter(\.isApplied).map(\.call))
            let parts = subject.split(separator: ":", maxSplits: 1)
            let name = String(parts[parts.count - 1])
            return parts[0] == "order"
                ? problems(of: name, with: applied, finalLog.orders[name])
                : problems(of: name, with: applied, at: finalLog.authorizations[name])
        }
    }

    private func problems(
        of number: String, with applied: Set<String>, _ order: RequestLog.Order?
    ) -> [String] {
        var findings: [String] = []
        let stage = order?.stage ?? "nowhere"
        func expect(_ isSo: Bool, _ what: String) {
            if !isSo { findings.append("\(number) is \(stage), and its \(what) say else") }
        }
        expect(applied.contains("cancel") == (stage == "revoked"), "cancels")
        let isCharged = ["collecting", "done"].contains(stage)
        let completes = !applied.isDisjoint(with: ["complete", "create_completed"])
        expect(completes == isCharged || completes && stage == "revoked", "completes")
        expect(applied.contains("report_paid") == (order?.isPaidElsewhere ?? false), "reports")
        if isCharged {
            let total = applied.contains("modify") ? Scenario.lowered : Scenario.charge
            expect(order?.total == total, "modifies")
        }
        let creates = !applied.isDisjoint(with: ["create", "create_completed"])
        if creates, order == nil {
            findings.append("\(number) was created, and the sandbox has no such order")
        }
        if foundedAt == nil, order != nil, !creates {
            findings.append("\(number) is at the sandbox, and no create says so")
        }
        return findings
    }

    private func problems(
        of code: String, with applied: Set<String>, at stage: String?
    ) -> [String] {
        var findings: [String] = []
        // No customer of these scenarios ends an authorization.
        if applied.contains("terminate_authorization") != (stage == "unavailable") {
            findings.append("\(code) is \(stage ?? "nowhere"), and its terminates say else")
        }
        if applied.contains("request_authorization") != (stage != nil) {
            findings.append("\(code) is \(stage ?? "nowhere"), and its requests say else")
        }
        return findings
    }

    /// WeChat is asked to collect no more than once an hour.
    func collects() -> [String] {
        let times = finalLog.requests.filter { $0.operation == "pay" }.map(\.milliseconds).sorted()
        return zip(times, times.dropFirst()).filter { $1 - $0 < 3_600_000 }.map { _ in
            "two collects within the hour"
        }
    }
}
