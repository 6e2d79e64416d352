import OrderEngine
import OrderEngineJSON

/// What an import did, as the command shows it.
struct ImportOutput {
    /// What was read.
    let source: String
    /// What became of the orders; `nil` if none was to be recorded.
    var report: ImportReport?
    /// How many lines were read, blank ones left out.
    var lines = 0
    /// How many of them were no order to take over.
    var badLines = 0
    /// How many orders tell no phase, where nothing was recorded.
    var indeterminate = 0

    /// The import for programs.
    var form: ImportReportJSON {
        report.map { ImportReportJSON($0, badLines: badLines) }
            ?? ImportReportJSON(dryRunOf: lines, badLines: badLines, indeterminate: indeterminate)
    }

    /// The import for a person.
    var text: [StyledText] {
        let orders = counted(lines - badLines, "order", "orders", zh: "笔订单")
        var text: [StyledText]
        if let report {
            let (adopted, advanced) = (report.adopted.grouped, report.advanced.grouped)
            let unchanged = report.unchanged.grouped
            text = [
                told(
                    "\("IMPORTED", .good)  \(orders) from \(source)",
                    zh: "\("已导入", .good)  \(source) 中的 \(orders)"),
                told(
                    "  \(adopted) adopted, \(advanced) advanced, \(unchanged) unchanged",
                    zh: "  新接管 \(adopted)，有推进 \(advanced)，无变化 \(unchanged)"),
            ]
            if report.contradicting > 0 {
                let count = report.contradicting.grouped
                text.append(told("  \(count, .bad) contradicting", zh: "  矛盾 \(count, .bad)"))
            }
            text += Self.indeterminate(report.indeterminate)
            if let last = report.lastSequence {
                text.append(told("  the last record is #\(last)", zh: "  最后一条记录是 #\(last)"))
            }
        } else {
            text = [
                told(
                    """
                    \("DRY RUN", .accent)  nothing was written; \(orders) of \(source) can be \
                    imported
                    """, zh: "\("试运行", .accent)  什么也没有写入；\(source) 中有 \(orders)可以导入")
            ]
            text += Self.indeterminate(indeterminate)
        }
        let bad = StyledText(badLines.grouped, badLines > 0 ? .bad : .plain)
        let all = lines.grouped
        return text + [told("  bad lines: \(bad) of \(all)", zh: "  无效行：\(bad)（共 \(all) 行）")]
    }

    private static func indeterminate(_ count: Int) -> [StyledText] {
        guard count > 0 else { return [] }
        let number = StyledText(count.grouped, .caution)
        return [told("  \(number) indeterminate", zh: "  状态不明 \(number)")]
    }
}
