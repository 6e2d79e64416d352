import OrderEngine
import OrderJournal
import OrderLifecycle

/// One time that an order was found elsewhere, for a person.
struct DriftOutput {
    let entry: DriftEntry

    /// What differed, since when, and what was done.
    var lines: [StyledText] {
        let record = entry.record
        let before = try? record.stateBefore
        let start = before == .unseen ? nil : before?.phase?.kind.word ?? before?.code
        let after = (try? record.stateAfter)?.words ?? "—"
        var lines: [StyledText] = [
            "\(entry.order, .bold)  \(start ?? "—", .dim) → \(after)  \(what)"
        ]
        let found = told("found \(record.at.shown)", zh: "发现于 \(record.at.shown)")
        let since = entry.since.map {
            told(", last seen before \($0.shown)", zh: "，此前最后一次看到是 \($0.shown)")
        }
        let actor = record.caller.actor
        let by = told(", by \(actor)", zh: "，由 \(actor)")
        lines.append("      \(found + (since ?? "") + by, .dim)")
        for note in entry.notes { lines.append("      \(note.words)") }
        if let done { lines.append("      \(done)") }
        return lines
    }

    private var what: StyledText {
        if let outside = entry.outside { return "\(outside.words, .bad)" }
        return StyledText((try? entry.record.content)?.words ?? entry.record.event, .caution)
    }

    private var done: StyledText? {
        guard let alarm = entry.alarm else { return nil }
        guard let acknowledgement = entry.acknowledgement else {
            return told(
                """
                \("alarm", .bad) \(alarm); nobody has seen to it: payscore note \(entry.order) \
                --about \(entry.record.revision) --alarm-seen-to --reason …
                """,
                zh: """
                    \("警报", .bad) \(alarm)；尚无人处理：payscore note \(entry.order) \
                    --about \(entry.record.revision) --alarm-seen-to --reason …
                    """)
        }
        let (actor, time) = (acknowledgement.caller.actor, acknowledgement.at.shown)
        return told(
            "alarm \(alarm), seen to by \(actor) at \(time)",
            zh: "警报 \(alarm)，已由 \(actor) 于 \(time) 处理")
    }
}
