import Foundation
import OrderJournal
import OrderLifecycle

/// One record of an order's history, as commands show it.
struct RecordOutput {
    let record: JournalRecord

    /// All that is hashed, by its canonical name, with the detail also taken apart.
    var json: JSON {
        let members: [JSON.Member] = CanonicalEncoding.members(of: record).map { member in
            JSON.Member(name: member.name, value: Self.value(member))
        }
        let lines = record.detail?.pairs.map {
            JSON.Member(name: $0.name, value: .string($0.value))
        }
        return JSON.object(members).with([
            "position": .string("\(record.position)"),
            "time": .string(record.at.description),
            "noticed_by": record.isNoticed ? .string(record.caller.actor.text) : .null,
            "details": .object(lines ?? []),
            "previous": .string(record.previous.hex),
            "hash": .string(record.hash.hex),
        ])
    }

    private static func value(_ member: (name: String, value: String?)) -> JSON {
        switch member.name {
        case "sequence", "revision", "at", "provider_at":
            .number(member.value.flatMap { Int64($0) })
        default: .text(member.value)
        }
    }
}
