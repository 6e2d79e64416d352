import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// The answer to "may I cancel?" as commands show it.
struct DecisionOutput {
    let order: OutOrderNumber?
    let revision: Int64?
    let state: OrderState
    let rules: RulesVersion
    let decision: CallDecision
    let permit: IssuedPermit?
    let observedAt: Timestamp?
    /// How old the observation is, where no fresh one was read.
    var observationAge = Age.fresh
    /// Whether the state is WeChat's signed word, where no fresh observation was read.
    var isVerified = true

    /// What is known of an observation's age.
    enum Age: Hashable {
        /// It was read for this answer.
        case fresh
        /// So many milliseconds.
        case old(Int64)
        /// It is dated ahead of the clock.
        case ahead
        /// There is none.
        case never
    }

    /// The exit code that tells the answer.
    var status: ExitStatus {
        switch decision {
        case .allowed: .ok
        case .needsAcknowledgement: .needsAcknowledgement
        case .denied: .denied
        }
    }

    /// What would be given up and must be acknowledged, or was.
    private var loss: Loss? {
        switch decision {
        case .allowed(let clearance): clearance.acknowledged?.loss
        case .needsAcknowledgement(let loss): loss
        case .denied: nil
        }
    }

    private var notice: LossNotice? {
        switch decision {
        case .allowed(let clearance): clearance.notice
        case .needsAcknowledgement, .denied: nil
        }
    }

    private var reasons: [Sentence] {
        switch decision {
        case .allowed, .needsAcknowledgement: []
        case .denied(let denial): denial.sentences
        }
    }
}

extension DecisionOutput {
    /// Takes the engine's answer.
    init(_ answer: DecisionAnswer) {
        self.init(
            order: answer.order.order, revision: answer.order.stateRevision,
            state: answer.order.state, rules: answer.rules, decision: answer.decision,
            permit: answer.permit, observedAt: answer.order.observedAt)
    }

    /// The answer as one object.
    var json: JSONValue {
        var json: JSONValue = [
            "out_order_no": .text(order?.text),
            "revision": .number(revision),
            "phase": .string(state.code),
            "rules": .string(rules.rawValue),
            "decision": .string(decision.code.rawValue),
            "at_stake_fen": .number(loss?.atStake.fen),
            "already_paid_fen": .number(loss?.alreadyPaid.fen),
            "hazards": .array((loss?.sentences ?? []).map(Self.json)),
            "notices": .array(
                (notice.map { [$0] } ?? []).map { Self.json($0.sentence, atStake: $0.atStake) }),
            "reasons": .array(reasons.map(Self.json)),
            "permit": permit.map { permit in
                [
                    "token": .string(permit.token.secret),
                    "expires_at": .string(permit.terms.expiresAt.description),
                ]
            } ?? .null,
            "observed_at": .text(observedAt?.description),
        ]
        if let why = state.indeterminateReason {
            json = json.with(["indeterminate_reason": .string(why.rawValue)])
        }
        switch observationAge {
        case .fresh: break
        case .old(let age): json = json.with(["observation_age_seconds": .number(age / 1000)])
        case .ahead, .never: json = json.with(["observation_age_seconds": .null])
        }
        if observationAge != .fresh { json = json.with(["verified": .bool(isVerified)]) }
        return json
    }

    private static func json(_ sentence: Sentence) -> JSONValue {
        [
            "code": .string(sentence.code), "message_en": .string(sentence.english),
            "message_zh": .string(sentence.chinese),
        ]
    }

    private static func json(_ sentence: Sentence, atStake: Amount?) -> JSONValue {
        let amount: JSONValue = [
            "code": .string(sentence.code), "at_stake_fen": .number(atStake?.fen),
        ]
        return amount.with([
            "message_en": .string(sentence.english), "message_zh": .string(sentence.chinese),
        ])
    }
}

extension DecisionOutput {
    /// The answer as a card for a person.
    var lines: [StyledText] {
        var lines: [StyledText] = [
            "\(verdict)  order \(order?.text ?? "(no number)", .bold)  \(state.words)"
        ]
        if let loss {
            lines.append("  at stake  \(loss.atStake.inBoth, .bad)")
            for sentence in loss.sentences {
                lines.append("  hazard    \(sentence.code, .caution)")
                lines += Self.both(sentence)
            }
        }
        if let notice {
            let amount = notice.atStake.map { "up to \($0.inBoth)" } ?? "unknown"
            lines.append("  notice    \(amount, .caution)  \(notice.code)")
            lines += Self.both(notice.sentence)
        }
        for reason in reasons {
            lines.append("  reason    \(reason.code, .bad)")
            lines += Self.both(reason)
        }
        if let permit {
            lines.append(
                "  permit    \(permit.token.secret, .accent)  until \(permit.terms.expiresAt)")
        }
        lines.append("  \(basis, .dim)")
        return lines
    }

    private var verdict: StyledText {
        switch decision {
        case .allowed: StyledText("ALLOWED", .good)
        case .needsAcknowledgement: StyledText("NEEDS ACKNOWLEDGEMENT", .caution)
        case .denied: StyledText("DENIED", .bad)
        }
    }

    private var basis: String {
        var parts = ["rules \(rules.rawValue)"]
        if let revision { parts.append("revision \(revision)") }
        switch observationAge {
        case .fresh: break
        case .old(let age):
            parts.append("last observation \(Duration.words(seconds: age / 1000)) old, not fresh")
        case .ahead:
            parts.append(
                "last observation dated ahead of the clock, its age unknown, not "
                    + "fresh")
        case .never: parts.append("no observation yet")
        }
        if let observedAt { parts.append("observed \(observedAt)") }
        if !isVerified { parts.append("not verified: only claimed") }
        return parts.joined(separator: " · ")
    }

    private static func both(_ sentence: Sentence) -> [StyledText] {
        ["            \(sentence.english)", "            \(sentence.chinese)"]
    }
}
