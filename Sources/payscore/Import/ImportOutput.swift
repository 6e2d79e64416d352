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
        let orders = counted(lines - badLines, "order", "orders")
        var text: [StyledText]
        if let report {
            text = [
                "\("IMPORTED", .good)  \(orders) from \(source)",
                "  \(report.adopted.grouped) adopted, \(report.advanced.grouped) advanced, "
                    + "\(report.unchanged.grouped) unchanged",
            ]
            if report.contradicting > 0 {
                text.append("  \(report.contradicting.grouped, .bad) contradicting")
            }
            if report.indeterminate > 0 {
                text.append("  \(report.indeterminate.grouped, .caution) indeterminate")
            }
            if let last = report.lastSequence { text.append("  the last record is #\(last)") }
        } else {
            text = [
                "\("DRY RUN", .accent)  nothing was written; \(orders) of \(source) can be imported"
            ]
            if indeterminate > 0 {
                text.append(
                    "  \(indeterminate.grouped, .caution) "
                        + "indeterminate")
            }
        }
        let style: Style = badLines > 0 ? .bad : .plain
        return text + ["  bad lines: \(badLines.grouped, style) of \(lines.grouped)"]
    }
}
