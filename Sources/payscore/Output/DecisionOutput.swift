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
        case .denied(let denial): denial.sentences(telling: \.shown)
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
        let number = order?.text ?? told("(no number)", zh: "（没有单号）")
        var lines: [StyledText] = [
            "\(verdict)  \(told("order", zh: "订单") as String) \(number, .bold)  \(state.words)"
        ]
        if let loss {
            lines.append("\(cardLabel("at stake", zh: "涉及金额"))\(loss.atStake.inBoth, .bad)")
            for sentence in loss.sentences {
                lines.append("\(cardLabel("hazard", zh: "风险"))\(sentence.code, .caution)")
                lines.append(Self.below(sentence))
            }
        }
        if let notice {
            let amount =
                notice.atStake.map { told("up to \($0.inBoth)", zh: "最多 \($0.inBoth)") }
                ?? told("unknown", zh: "不明")
            lines.append(
                "\(cardLabel("notice", zh: "提示"))\(amount, .caution)  \(notice.code)")
            lines.append(Self.below(notice.sentence))
        }
        for reason in reasons {
            lines.append("\(cardLabel("reason", zh: "原因"))\(reason.code, .bad)")
            lines.append(Self.below(reason))
        }
        if let order, reasons.contains(where: { Self.refundable.contains($0.code) }) {
            lines.append(
                "            "
                    + StyledText(
                        told(
                            "the transaction's number: payscore show \(order)",
                            zh: "支付单号见 payscore show \(order)"), .dim))
        }
        if let permit {
            let until = permit.terms.expiresAt.shown
            lines.append(
                """
                \(cardLabel("permit", zh: "许可"))\(permit.token.secret, .accent)  \
                \(told("until \(until)", zh: "有效期至 \(until)") as String)
                """)
        }
        if loss != nil, permit == nil, revision != nil, observationAge == .fresh {
            lines.append(
                "\(cardLabel("people", zh: "复核"))"
                    + StyledText(
                        told(
                            "two others must acknowledge this: --request-approval",
                            zh: "须由另外两人复核：--request-approval"), .caution))
        }
        lines.append("  \(basis, .dim)")
        return lines
    }

    /// Why a call is denied where a refund is all that is left.
    private static let refundable = [DenialReason.alreadyDone, .alreadyPaid].map(\.rawValue)

    private var verdict: StyledText {
        let verdict = decision.code.verdict
        return switch decision {
        case .allowed: StyledText(verdict, .good)
        case .needsAcknowledgement: StyledText(verdict, .caution)
        case .denied: StyledText(verdict, .bad)
        }
    }

    private var basis: String {
        var parts = [told("rules \(rules.rawValue)", zh: "规则 \(rules.rawValue)")]
        if let revision { parts.append(told("revision \(revision)", zh: "版本 \(revision)")) }
        switch observationAge {
        case .fresh: break
        case .old(let age):
            let words = Duration.words(seconds: age / 1000)
            parts.append(
                told("last observation \(words) old, not fresh", zh: "最后一次观察已过 \(words)，不新鲜"))
        case .ahead:
            parts.append(
                told(
                    "last observation dated ahead of the clock, its age unknown, not fresh",
                    zh: "最后一次观察的时间比本机时钟还晚，不知新旧，不新鲜"))
        case .never: parts.append(told("no observation yet", zh: "尚无观察"))
        }
        if let observedAt = observedAt?.shown {
            parts.append(told("observed \(observedAt)", zh: "查询于 \(observedAt)"))
        }
        if !isVerified {
            parts.append(told("not verified: only claimed", zh: "未验证：只是有人这样说"))
        }
        return parts.joined(separator: " · ")
    }

    private static func below(_ sentence: Sentence) -> StyledText {
        "            \(sentence.words)"
    }
}
