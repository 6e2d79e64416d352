import Foundation
import OrderJournal
import OrderLifecycle

/// A history for a person, an order's or the journal's own: what happened stands out, who and why
/// stand below it.
struct Timeline {
    let order: OutOrderNumber?
    let width: Int

    /// The lines of one record.
    func lines(of record: JournalRecord) -> [StyledText] {
        let number = StyledText(String(record.revision), .dim).padded(to: 4, onLeft: true)
        let title = record.title
        var lines: [StyledText] = [
            "\(number)  \(record.at.shown, .dim)  \(title)\(change(record))"
        ]
        let indent = String(repeating: " ", count: 6)
        for line in wrapped(record.facts.joined(separator: " · "), to: max(20, width - 6)) {
            lines.append("\(indent)\(line, .dim)")
        }
        if let reason = record.reason {
            for line in wrapped("“\(reason)”", to: max(20, width - 6)) {
                lines.append("\(indent)\(line)")
            }
        }
        return lines
    }

    private func change(_ record: JournalRecord) -> StyledText {
        record.change.map { "  \($0)" } ?? ""
    }
}
