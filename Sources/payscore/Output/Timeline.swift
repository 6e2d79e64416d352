import Foundation
import OrderJournal
import OrderLifecycle

/// A history for a person, an order's or the journal's own: what happened stands out, who and why
/// stand below it.
struct Timeline {
    let order: OutOrderNumber?
    let width: Int

    /// The lines of one record.
    func lines(of record: JournalRecord) -> [StyledText] {
        let number = StyledText(String(record.revision), .dim).padded(to: 4, onLeft: true)
        let title = StyledText(Self.title(record), Self.style(of: record))
        var lines: [StyledText] = [
            "\(number)  \(record.at.shown, .dim)  \(title)\(change(record))"
        ]
        let (actor, channel) = (record.caller.actor, record.caller.channel)
        let caller = told("\(actor) via \(channel)", zh: "\(actor) 经由 \(channel)")
        var facts = [record.isNoticed ? told("noticed by \(caller)", zh: "发现者 \(caller)") : caller]
        if record.cause.kind != .call { facts.append(record.cause.kind.word) }
        if let rules = record.rules {
            facts.append(told("rules \(rules.rawValue)", zh: "规则 \(rules.rawValue)"))
        }
        facts += Self.facts(record)
        let indent = String(repeating: " ", count: 6)
        for line in wrapped(facts.joined(separator: " · "), to: max(20, width - 6)) {
            lines.append("\(indent)\(line, .dim)")
        }
        if let reason = record.reason {
            for line in wrapped("“\(reason)”", to: max(20, width - 6)) {
                lines.append("\(indent)\(line)")
            }
        }
        return lines
    }

    private func change(_ record: JournalRecord) -> StyledText {
        guard let after = record.phaseAfter else { return "" }
        if record.subject.order == nil {
            let before = record.phaseBefore.map(Self.authorizationWord) ?? "—"
            return "  \(before, .dim) → \(StyledText(Self.authorizationWord(after)))"
        }
        let before = try? record.stateBefore
        let code = before?.phase?.kind.word ?? before?.code ?? record.phaseBefore
        let start = before == .unseen ? "—" : code ?? "—"
        return "  \(start, .dim) → \((try? record.stateAfter)?.words ?? StyledText(after))"
    }

    /// The state of an authorization in a person's language; what is none stays as it is.
    private static func authorizationWord(_ code: String) -> String {
        AuthorizationState(rawValue: code)?.word ?? code
    }

    private static func title(_ record: JournalRecord) -> String {
        (try? record.content)?.words ?? spoken(record.event)
    }

    private static func style(of record: JournalRecord) -> Style {
        switch try? record.content {
        case .order(let fact): style(of: fact)
        case .attempt(let fact): style(of: fact)
        case .authorization(let fact): style(of: fact)
        case .journal(.begun), .journal(.velocityLimitReset), .journal(.keyAdded),
            .journal(.notified), .journal(.swept):
            .plain
        case .journal(.policyChanged), .journal(.customerForgotten): .caution
        case .journal(.velocityLimitTripped), .journal(.resumed), .none: .bad
        }
    }

    private static func style(of fact: OrderFact) -> Style {
        switch fact {
        case .happened(_, _, _?), .happened(.corrected, _, _), .observed(.contradiction, _): .bad
        case .happened: .bold
        case .decided(let details):
            switch details.code {
            case .allowed: .good
            case .needsAcknowledgement: .caution
            case .denied: .bad
            }
        case .protected, .unprotected, .observed(.indeterminate, _), .observed(.stale, _),
            .approval(.sentBack), .approval(.ended):
            .caution
        case .observed, .identified, .permitIssued, .approval, .noted, .alarmAcknowledged,
            .notified:
            .plain
        }
    }

    private static func style(of fact: AuthorizationFact) -> Style {
        switch fact {
        case .seen(.event, _): .bold
        case .seen(.stale, _), .seen(.indeterminate, _): .caution
        case .decided(let details): details.code == .denied ? .bad : .good
        case .seen(.confirmed, _), .bound: .plain
        }
    }

    private static func style(of fact: AttemptFact) -> Style {
        switch fact {
        case .settled(let end): end.outcome.isApplied ? .good : .bad
        case .parked, .appliedLate: .bad
        case .deferred: .caution
        case .intended, .dispatched: .plain
        }
    }

    /// The detail, with amounts and times as people read them.
    private static func facts(_ record: JournalRecord) -> [String] {
        let quiet = ["decision", "call", "outcome", "phase", "phase_revision", "dry_run"]
        return (record.detail?.pairs ?? []).filter { !quiet.contains($0.name) }.map { pair in
            "\(DetailNames.word(pair.name)) \(value(pair))"
        }
    }

    private static func value(_ pair: (name: String, value: String)) -> String {
        switch pair.name {
        case "due", "paid", "total", "risk_fund", "at_stake", "already_paid", "stated",
            "given_up", "lost", "lost_up_to":
            Int64(pair.value).flatMap { try? Amount(fen: $0) }?.description ?? pair.value
        case "changed_at", "expires_at", "acknowledged_until", "last_sent_at", "next_at",
            "unverified_date", "received_at", "paid_at", "began_at",
            "held_until":
            Int64(pair.value).map { Timestamp(clamping: $0).shown } ?? pair.value
        case "lasts":
            Int64(pair.value).map { told("\($0 / 1000) s", zh: "\($0 / 1000) 秒") } ?? pair.value
        case "problem", "why", "unverified_because": told(spoken(pair.value), zh: pair.value)
        case "permit", "policy", "previous", "request_sha256", "content":
            String(pair.value.prefix(12)) + "…"
        case "hazards": pair.value.replacing(",", with: told(", ", zh: "、"))
        case "mode", "requester_identified_by", "acknowledger_identified_by",
            "also_identified_by":
            DetailNames.value(pair.value)
        default: pair.value
        }
    }
}

extension Cause.Kind {
    /// What led to the record, for a person.
    fileprivate var word: String {
        switch self {
        case .call: told(rawValue, zh: "调用")
        case .query: told(rawValue, zh: "查询")
        case .observation: told(rawValue, zh: "观察")
        case .notification: told(rawValue, zh: "通知")
        case .reconciliation: told(rawValue, zh: "补查")
        case .sweep: told(rawValue, zh: "巡查")
        case .import: told(rawValue, zh: "导入")
        case .approval: told(rawValue, zh: "审批")
        }
    }
}
