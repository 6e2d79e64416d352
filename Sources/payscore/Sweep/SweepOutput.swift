import OrderEngine

/// What a sweep did, as the command shows it.
struct SweepOutput {
    let report: SweepReport

    /// The sweep for a person.
    var lines: [StyledText] {
        let position = report.position
        let asked = counted(Int(report.asked), "order", "orders", zh: "笔订单")
        let differed = StyledText(
            Int(report.differed).grouped, report.differed > 0 ? .caution : .plain)
        let failed = StyledText(
            Int(report.failed).grouped, report.failed > 0 ? .bad : .plain)
        let unknown: StyledText =
            report.unknown == 0
            ? ""
            : told(
                ", \(report.unknown) unknown to WeChat",
                zh: "，微信没有的 \(report.unknown)")
        let counts: StyledText =
            told(
                "  \(asked) asked about, \(differed) differed, \(failed) without an answer",
                zh: "  查询了 \(asked)，不符 \(differed)，没有应答 \(failed)") + unknown
        guard !position.isComplete else {
            return [StyledText(told("SWEPT", zh: "巡查完成"), .good) + counts] + earlier
        }
        var lines = [StyledText(told("STOPPED", zh: "已停止"), .caution) + counts] + earlier
        if let stopped = report.stopped {
            let why = Failure(stopped).text
            lines.append(told("  WeChat does not answer: \(why)", zh: "  微信没有应答：\(why)"))
        }
        lines.append("  \(told("go on with:", zh: "继续：") as String)")
        lines.append("  payscore sweep --resume='\(position.text)'")
        return lines
    }

    /// What the position says of the runs before, for which nothing but that text speaks.
    private var earlier: [StyledText] {
        guard let start = report.resumedFrom else { return [] }
        let asked = counted(Int(start.asked), "order", "orders", zh: "笔订单")
        let differed = Int(start.differed).grouped
        let failed = Int(start.failed).grouped
        return [
            told(
                "  resumed; before that, as the position says: \(asked) asked about, \(differed) "
                    + "differed, \(failed) without an answer",
                zh: "  从中断处继续；按该位置所述，此前查询了 \(asked)，不符 \(differed)，没有应答 \(failed)")
        ]
    }
}
