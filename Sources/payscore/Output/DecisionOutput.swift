import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// The answer to "may I cancel?" as commands show it.
struct DecisionOutput {
    let order: OutOrderNumber?
    let revision: Int64?
    let state: OrderState
    let rules: RulesVersion
    let decision: CallDecision
    let permit: IssuedPermit?
    let observedAt: Timestamp?
    /// The answer for programs.
    let form: DecisionJSON
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
            permit: answer.permit, observedAt: answer.order.observedAt,
            form: DecisionJSON(answer))
    }

    /// Takes an answer that rests on the last recorded observation.
    init(offline answer: DecisionAnswer, now: Timestamp) {
        // A journal that is ahead of the clock cannot say how old its observations are.
        let age = answer.order.observedAt.map { now.since($0).milliseconds }
        self.init(
            order: answer.order.order, revision: answer.order.stateRevision,
            state: answer.order.state, rules: answer.rules, decision: answer.decision,
            permit: answer.permit, observedAt: answer.order.observedAt,
            form: DecisionJSON(offline: answer, now: now),
            observationAge: age.map { $0 < 0 ? .ahead : .old($0) } ?? .never,
            isVerified: answer.order.isVerified)
    }

    /// Takes a decision on a snapshot, without a journal.
    init(
        snapshotOf order: OutOrderNumber?, in state: OrderState, decision: CallDecision,
        rules: RulesVersion, observedAt: Timestamp
    ) {
        self.init(
            order: order, revision: nil, state: state, rules: rules, decision: decision,
            permit: nil, observedAt: observedAt,
            form: DecisionJSON(
                snapshotOf: order, in: state, decision: decision, rules: rules,
                observedAt: observedAt))
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
