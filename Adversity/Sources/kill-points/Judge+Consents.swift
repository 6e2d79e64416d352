import Foundation

extension Judge {
    /// What each call gives up of the order's charge, and as what.
    private static let stated: [String: (fen: Int64, kind: String)] = [
        "cancel": (Scenario.charge, "forgiven"),
        "modify": (Scenario.charge - Scenario.lowered, "forgiven"),
        "report_paid": (Scenario.charge, "received_elsewhere"),
    ]

    /// What is given up is what was stated, by somebody's word and permit, and a bill is given up
    /// in no other way.
    func consents() -> [String] {
        var findings: [String] = []
        if Set(final.spent).count != final.spent.count { findings.append("a permit serves twice") }
        let charged = Set(
            final.attempts.filter { $0.call == "complete" && $0.isApplied }.map(\.subject))
        for attempt in final.attempts {
            guard let stated = Self.stated[attempt.call] else {
                if attempt.givenUp != nil {
                    findings.append("\(attempt.id) is a \(attempt.call), and gives something up")
                }
                continue
            }
            guard let fen = attempt.givenUp else {
                if charged.contains(attempt.subject) {
                    findings.append("\(attempt.id) gives a bill up unasked")
                }
                continue
            }
            if !final.spent.contains(attempt.id) {
                findings.append("\(attempt.id) gives \(fen) fen up without a permit")
            }
            let isOwn = attempt.subject == "order:" + Scenario.order
            let amount = isOwn ? stated.fen : fen
            if fen != amount || attempt.givenUpKind != stated.kind
                || attempt.detail["given_up"] != String(amount)
            {
                findings.append("\(attempt.id) gives up \(fen) fen, and \(amount) were stated")
            }
            for name in ["requested_by", "acknowledged_by"]
            where isOwn && attempt.detail[name] != Scenario.person {
                findings.append("\(attempt.id) has \(attempt.detail[name] ?? "nobody") as \(name)")
            }
        }
        return findings
    }

    /// A customer is forgotten wholly or not at all; who they are, and the token with which one
    /// agrees, stand nowhere.
    func customersKept() -> [String] {
        var findings: [String] = []
        for (name, reader) in [("at the fault", atFault), ("at the end", final)] {
            for (customer, wrapped) in reader.customers
            where (wrapped == nil) != reader.forgotten.contains(customer) {
                findings.append("\(customer) is half forgotten \(name)")
            }
            if reader.bytes.range(of: Data(Scenario.openID.utf8)) != nil {
                findings.append("the journal names the customer \(name)")
            }
            let tokens = answers.compactMap { $0["apply_permissions_token"] as? String }
            for token in tokens where reader.bytes.range(of: Data(token.utf8)) != nil {
                findings.append("the journal keeps the token \(name)")
            }
        }
        for (customer, wrapped) in before.customers {
            if let wrapped, final.forgotten.contains(customer),
                final.bytes.range(of: wrapped) != nil
            {
                findings.append("the key of \(customer), who was forgotten, is still there")
            }
        }
        return findings
    }
}
