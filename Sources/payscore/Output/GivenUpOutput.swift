import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Calls that gave money up, as commands show them page by page.
struct GivenUpOutput {
    let isCSV: Bool
    let start: Timestamp?
    let end: Timestamp?

    private static let columns = [
        "time", "order", "kind", "call", "yuan", "fen", "result", "actor", "requested_by",
        "acknowledged_by", "attempt",
    ]

    /// Begins the answer.
    func begin(_ output: Output) throws(Failure) {
        if isCSV { try output.raw(CSVRow(cells: Self.columns).text) }
    }

    /// Shows a page.
    func answer(_ calls: [GivenUpCall], _ output: Output) throws(Failure) {
        if isCSV {
            for call in calls { try output.raw(Self.row(call).text) }
        } else if output.format == .json {
            for call in calls { try output.line(GivenUpJSON(call)) }
        } else if !calls.isEmpty {
            try output.lines(Self.lines(calls))
        }
    }

    /// Shows the sums.
    func end(_ totals: GivenUpTotals, _ output: Output) throws(Failure) {
        guard !isCSV else { return }
        try output.answer(GivenUpTotalsJSON(totals, from: start, to: end)) { Self.lines(totals) }
    }

    private static func row(_ call: GivenUpCall) -> CSVRow {
        let consent = call.attempt.intent.consent
        let yuan = call.amount.fen.quotientAndRemainder(dividingBy: 100)
        return CSVRow(cells: [
            call.attempt.intendedAt.shown, name(of: call.attempt.subject), call.kind.rawValue,
            call.attempt.intent.call.kind.rawValue,
            "\(yuan.quotient)." + (yuan.remainder < 10 ? "0" : "") + "\(yuan.remainder)",
            "\(call.amount.fen)", call.isCertain ? "given_up" : "unresolved",
            call.attempt.caller.actor.text, consent?.requestedBy.name.text ?? "",
            consent?.acknowledgedBy.name.text ?? "", call.attempt.id.text,
        ])
    }

    private static func name(of subject: Subject) -> String { subject.order?.text ?? subject.text }

    private static func lines(_ calls: [GivenUpCall]) -> [StyledText] {
        var table = TextTable(
            told(
                ["BEGUN", "ORDER", "CALL", "GIVEN UP", "", "BY", "ASKED", "ACKNOWLEDGED"],
                zh: ["开始于", "订单", "调用", "放弃金额", "", "发起人", "申请人", "确认人"]),
            rightAligned: [3])
        for call in calls {
            let consent = call.attempt.intent.consent
            table.add([
                "\(call.attempt.intendedAt.shown, .dim)",
                "\(name(of: call.attempt.subject), .bold)",
                "\(call.attempt.intent.call.kind.word)", "\(call.amount)",
                call.isCertain
                    ? StyledText(call.kind.word)
                    : StyledText(told("unresolved", zh: "未决"), .caution),
                "\(call.attempt.caller.actor)", "\(consent?.requestedBy.name.text ?? "")",
                "\(consent?.acknowledgedBy.name.text ?? "")",
            ])
        }
        return table.lines
    }

    private static func lines(_ totals: GivenUpTotals) -> [StyledText] {
        GivenUpKind.allCases.flatMap { kind -> [StyledText] in
            let (certain, open) = (totals.certain(kind), totals.unresolved(kind))
            let sum = StyledText(yuan(certain.fen), .bold)
            let calls = counted(certain.calls, "call", "calls", zh: "次请求")
            let kind = kind.word
            var lines: [StyledText] = [
                told("\(kind): \(sum) in \(calls)", zh: "\(kind)：\(sum)，共 \(calls)")
            ]
            if open.calls > 0 {
                let more = counted(open.calls, "call", "calls", zh: "次请求")
                let amount = yuan(open.fen)
                lines.append(
                    told(
                        "\("unresolved", .caution): \(amount) in \(more) may be \(kind) too; run: "
                            + "payscore reconcile",
                        zh: "\("未决", .caution)：另有 \(amount)（\(more)）可能\(kind)；"
                            + "请运行 payscore reconcile 补查"))
            }
            return lines
        }
    }
}
