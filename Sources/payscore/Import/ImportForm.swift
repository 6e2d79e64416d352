import OrderEngine

/// What an import did, as the command shows it.
struct ImportForm {
    /// What became of the orders; `nil` if none was to be recorded.
    var report: ImportReport?
    /// How many lines were read, blank ones left out.
    var lines = 0
    /// How many of them were no order to take over.
    var badLines = 0
    /// How many orders tell no phase, where nothing was recorded.
    var unclear = 0

    /// The import as one object.
    var json: JSON {
        [
            "result": report == nil ? "rehearsed" : "imported",
            "lines": .number(lines),
            "bad_lines": .number(badLines),
            "adopted": .number(report?.adopted),
            "advanced": .number(report?.advanced),
            "unchanged": .number(report?.unchanged),
            "contradicting": .number(report?.contradicting),
            "unclear": .number(report?.unclear ?? unclear),
            "last_sequence": .number(report?.lastSequence),
        ]
    }

    /// The import for a person.
    var text: [StyledText] {
        let orders = (lines - badLines).grouped
        var text: [StyledText]
        if let report {
            text = [
                "\("IMPORTED", .good)  \(orders) orders",
                "  \(report.adopted.grouped) adopted, \(report.advanced.grouped) gone on, "
                    + "\(report.unchanged.grouped) unchanged",
            ]
            if report.contradicting > 0 {
                text.append("  \(report.contradicting.grouped, .bad) contradicting")
            }
            if report.unclear > 0 {
                text.append("  \(report.unclear.grouped, .caution) unclear")
            }
            if let last = report.lastSequence { text.append("  the last record is #\(last)") }
        } else {
            text = [
                "\("REHEARSED", .accent)  \(orders) orders could be imported; nothing was written"
            ]
            if unclear > 0 { text.append("  \(unclear.grouped, .caution) unclear") }
        }
        let style: Style = badLines > 0 ? .bad : .plain
        return text + ["  bad lines: \(badLines.grouped, style) of \(lines.grouped)"]
    }
}
