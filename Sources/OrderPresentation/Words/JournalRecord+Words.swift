package import OrderJournal
import OrderLifecycle

/// A record as a person reads it: what happened stands out, who and why stand below it.
extension JournalRecord {
    /// What happened.
    package var title: StyledText { StyledText(words, style) }

    /// From where to where the order or the authorization went; absent where it stayed.
    package var change: StyledText? {
        guard let after = phaseAfter else { return nil }
        if subject.order == nil {
            let before = phaseBefore.map(Self.authorizationWord) ?? "—"
            return "\(before, .dim) → \(StyledText(Self.authorizationWord(after)))"
        }
        let before = try? stateBefore
        let code = before?.phase?.kind.word ?? before?.code ?? phaseBefore
        let start = before == .unseen ? "—" : code ?? "—"
        return "\(start, .dim) → \((try? stateAfter)?.words ?? StyledText(after))"
    }

    /// Who, through what, caused by what, under which rules, and the detail.
    package var facts: [String] {
        let (actor, channel) = (caller.actor, caller.channel)
        let who = told("\(actor) via \(channel)", zh: "\(actor) 经由 \(channel)")
        var facts = [isNoticed ? told("noticed by \(who)", zh: "发现者 \(who)") : who]
        if cause.kind != .call { facts.append(cause.kind.word) }
        if let rules { facts.append(told("rules \(rules.rawValue)", zh: "规则 \(rules.rawValue)")) }
        return facts + details
    }

    /// The detail, with amounts and times as people read them.
    package var details: [String] {
        let quiet = ["decision", "call", "outcome", "phase", "phase_revision", "dry_run"]
        return (detail?.pairs ?? []).filter { !quiet.contains($0.name) }.map { pair in
            "\(DetailNames.word(pair.name)) \(Self.value(pair))"
        }
    }

    /// The state of an authorization in a person's language; what is none stays as it is.
    private static func authorizationWord(_ code: String) -> String {
        AuthorizationState(rawValue: code)?.word ?? code
    }

    private var words: String { (try? content)?.words ?? spoken(event) }

    private var style: Style { (try? content)?.style ?? .bad }

    private static func value(_ pair: (name: String, value: String)) -> String {
        switch pair.name {
        case "due", "paid", "total", "risk_fund", "at_stake", "already_paid", "stated",
            "given_up", "lost", "lost_up_to":
            Int64(pair.value).flatMap { try? Amount(fen: $0) }?.description ?? pair.value
        case "changed_at", "expires_at", "acknowledged_until", "last_sent_at", "next_at",
            "unverified_date", "received_at", "paid_at", "began_at", "held_until":
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
