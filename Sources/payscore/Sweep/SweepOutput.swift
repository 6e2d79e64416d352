import OrderEngine

/// What a sweep did, as the command shows it.
struct SweepOutput {
    let report: SweepReport

    /// The sweep for a person.
    var lines: [StyledText] {
        let position = report.position
        let asked = counted(Int(position.asked), "order", "orders", zh: "笔订单")
        let differed = StyledText(
            Int(position.differed).grouped, position.differed > 0 ? .caution : .plain)
        let failed = StyledText(
            Int(position.failed).grouped, position.failed > 0 ? .bad : .plain)
        let unknown: StyledText =
            position.unknown == 0
            ? ""
            : told(
                ", \(position.unknown) unknown to WeChat",
                zh: "，微信没有的 \(position.unknown)")
        let counts: StyledText =
            told(
                "  \(asked) asked about, \(differed) differed, \(failed) without an answer",
                zh: "  查询了 \(asked)，不符 \(differed)，没有应答 \(failed)") + unknown
        guard !position.isComplete else {
            return [StyledText(told("SWEPT", zh: "巡查完成"), .good) + counts]
        }
        var lines = [StyledText(told("STOPPED", zh: "已停止"), .caution) + counts]
        if let stopped = report.stopped {
            let why = Failure(stopped).text
            lines.append(told("  WeChat does not answer: \(why)", zh: "  微信没有应答：\(why)"))
        }
        lines.append("  \(told("go on with:", zh: "继续：") as String)")
        lines.append("  payscore sweep --resume='\(position.text)'")
        return lines
    }
}
