package import OrderEngine
import OrderJournal
import OrderLifecycle

/// An order in one paragraph: where it is, how much, who did it and why.
package struct OrderParagraph {
    package let summary: OrderSummary

    package init(summary: OrderSummary) {
        self.summary = summary
    }

    /// The paragraph as one line.
    package var text: String {
        let notes: [String?] = summary.notes.map { $0.words }
        let calls = summary.givenUp.map(givenUp) + [lastCall]
        let sentences = [place, cause] + notes + calls + [beginning, word] + warnings + [seal]
        return sentences.compactMap(\.self).joined(separator: told(" ", zh: ""))
    }

    private var order: OrderProjection { summary.order }

    private var when: String {
        summary.reached?.at.shown ?? told("a time that is not known", zh: "未知的时间")
    }

    /// Where the order is, since when, and how much.
    private var place: String {
        let number = order.order
        switch order.state {
        case .known(let phase): return place(in: phase)
        case .unseen where summary.reached == nil:
            return told(
                "It is not known where order \(number) is: WeChat has never shown it.",
                zh: "不知道订单 \(number) 处于什么阶段：微信从未显示过它。")
        case .indeterminate(let why, let last):
            let before = last.map {
                told("; before, it was \($0.kind.word)", zh: "；此前是\($0.kind.word)")
            }
            return told(
                "Where order \(number) is cannot be told since \(when) (\(why.rawValue))"
                    + "\(before ?? "").",
                zh: "订单 \(number) 自 \(when) 起看不出处于什么阶段（\(why.rawValue)）\(before ?? "")。")
        }
    }

    private func place(in phase: OrderPhase) -> String {
        let number = order.order
        switch phase {
        case .created:
            return told(
                "Order \(number) was created on \(when), and the customer has not confirmed it.",
                zh: "订单 \(number) 于 \(when) 创建，用户尚未确认。")
        case .inService:
            return told(
                "Order \(number) has been in service since \(when).",
                zh: "订单 \(number) 自 \(when) 起处于服务中。")
        case .awaitingPayment(let pending):
            let paid =
                pending.paid > .zero
                ? told(", and \(pending.paid) has been paid", zh: "，已付 \(pending.paid)") : ""
            return told(
                "Order \(number) has awaited payment since \(when): \(pending.due) is due\(paid).",
                zh: "订单 \(number) 自 \(when) 起待支付：待付 \(pending.due)\(paid)。")
        case .done(let paid, _):
            let amount =
                paid.map { told("\($0) was paid", zh: "已付 \($0)") }
                ?? told("the amount paid is not known", zh: "已付金额不明")
            let numbers = summary.transactions.map(\.text).joined(separator: told(", ", zh: "、"))
            let by =
                numbers.isEmpty ? "" : told(" (transaction \(numbers))", zh: "（支付单号 \(numbers)）")
            return told(
                "Order \(number) has been done since \(when): \(amount)\(by).",
                zh: "订单 \(number) 已于 \(when) 完成：\(amount)\(by)。")
        case .revoked:
            return told(
                "Order \(number) was revoked on \(when); nothing more is collected.",
                zh: "订单 \(number) 已于 \(when) 取消，不再收款。")
        case .expired:
            return told(
                "Order \(number) lapsed unconfirmed, as was seen on \(when).",
                zh: "订单 \(number) 因用户一直未确认而失效，于 \(when) 得知。")
        }
    }

    /// Who brought the order to where it is; absent where a sentence about a call says so.
    private var cause: String? {
        guard let record = summary.reached else { return nil }
        let actor = record.caller.actor
        if let change = record.outsideChange {
            return told(
                "No call of this journal explains that: it was done elsewhere "
                    + "(\(change.lossInWords)), and \(actor) noticed it.",
                zh: "本账本没有任何请求能解释这一变化：是在别处做的（\(change.lossInWords)），由 \(actor) 发现。")
        }
        if record.isNoticed {
            return told("\(actor) noticed it.", zh: "由 \(actor) 查询得知。")
        }
        let isToldBelow = summary.givenUp.contains {
            $0.intent.attempt.text == record.cause.id && $0.isApplied == true
        }
        return isToldBelow
            ? nil
            : told("\(actor) did it\(because(record)).", zh: "由 \(actor) 操作\(because(record))。")
    }

    /// What a call gave up, who asked, who acknowledged, who made it, and why.
    private func givenUp(_ call: OrderSummary.Call) -> String? {
        guard let consent = call.intent.consent else { return nil }
        let (amount, actor) = (consent.givenUp, call.record.caller.actor)
        let (asked, acknowledged) = (consent.requestedBy.name, consent.acknowledgedBy.name)
        let (made, why) = (call.record.at.shown, because(call.record))
        let (name, kind) = (call.intent.call.kind.word, call.intent.call.kind.givenUpKind)
        let people = told(
            "\(asked) asked for it, \(acknowledged) acknowledged the amount, and \(actor) made the "
                + "call on \(made)\(why).",
            zh: "\(asked) 申请，\(acknowledged) 确认金额，\(actor) 于 \(made) 发起\(why)。")
        guard call.isApplied == true else {
            return told(
                "Whether a \(name) that gives up \(amount) took effect is not known yet: ",
                zh: "放弃 \(amount) 的\(name)是否生效尚不知道：") + people
        }
        let late = call.isAppliedLate ? told(", late", zh: "（迟来生效）") : ""
        return switch kind {
        case .receivedElsewhere:
            told(
                "\(amount) was received elsewhere, and WeChat was told so by a \(name)\(late): ",
                zh: "\(amount) 已在别处收款，并已告知微信（\(name)）\(late)：") + people
        case .forgiven, nil:
            told(
                "\(amount) was given up for good (\(kind?.word ?? "")) by a \(name)\(late): ",
                zh: "\(name)永久放弃了 \(amount)（\(kind?.word ?? "")）\(late)：") + people
        }
    }

    /// How the last call ended, if it had no effect or none is known, and it gave nothing up.
    private var lastCall: String? {
        guard let call = summary.lastCall, call.isApplied != true, !summary.givenUp.contains(call)
        else { return nil }
        let (name, actor) = (call.intent.call.kind.word, call.record.caller.actor)
        let made = call.record.at.shown
        if let refusal = call.refusal {
            let said = "\(refusal.code) “\(refusal.message)”"
            return told(
                "The last call, a \(name) by \(actor) on \(made), was refused by WeChat: \(said).",
                zh: "最近一次请求是 \(actor) 于 \(made) 发起的\(name)，被微信驳回：\(said)。")
        }
        return call.isApplied == false
            ? told(
                "The last call, a \(name) by \(actor) on \(made), had no effect.",
                zh: "最近一次请求是 \(actor) 于 \(made) 发起的\(name)，没有生效。")
            : told(
                "What became of the last call, a \(name) by \(actor) on \(made), is not known yet.",
                zh: "最近一次请求是 \(actor) 于 \(made) 发起的\(name)，结果尚不知道。")
    }

    private var beginning: String? {
        let record = summary.begun
        guard record.revision != summary.reached?.revision else { return nil }
        let (actor, time) = (record.caller.actor, record.at.shown)
        return told(
            "The journal has known it since \(time), by \(actor).",
            zh: "账本自 \(time) 起记有此单，来自 \(actor)。")
    }

    /// Whose word it is.
    private var word: String? {
        guard order.state != .unseen else { return nil }
        guard order.isVerified else {
            return told(
                "That is only claimed: no signed answer of WeChat's has shown it.",
                zh: "这只是有人这样说，微信签名的应答尚未显示过。")
        }
        let time = order.observedAt?.shown ?? when
        return told(
            "WeChat's signed answer said so, last on \(time).", zh: "微信签名的应答证实了这一点，最近一次在 \(time)。")
    }

    private var warnings: [String?] {
        [
            order.isProtected
                ? told("It is protected from calls that give money up.", zh: "订单受保护，不得放弃钱款。") : nil,
            order.contradictions > 0
                ? told(
                    "Two observations of it contradicted each other: see payscore history "
                        + "\(order.order).",
                    zh: "对它的两次观察曾互相矛盾：请查看 payscore history \(order.order)。") : nil,
        ]
    }

    private var seal: String {
        let count = counted(order.revision, "record is", "records are", zh: "条记录")
        guard let checkpoint = summary.checkpoint else {
            return told(
                "Not all of its records are sealed by a checkpoint yet.", zh: "它的记录尚未全部被检查点封存。")
        }
        let time = checkpoint.at.shown
        return told(
            "Its \(count) sealed by the checkpoint of \(time).",
            zh: "它的 \(count)已被 \(time) 的检查点封存。")
    }

    private func because(_ record: JournalRecord) -> String {
        record.reason.map { told(", because “\($0)”", zh: "，原因是“\($0)”") } ?? ""
    }
}
