import Foundation
import OrderJournal
import OrderLifecycle
import StrictJSON

/// One record of an order's history, as commands show it.
struct RecordOutput {
    let record: JournalRecord

    /// All that is hashed, by its canonical name, with the detail also taken apart.
    var json: JSONValue {
        let members: [JSONValue.Member] = CanonicalEncoding.members(of: record).map { member in
            JSONValue.Member(member.name, Self.value(member))
        }
        let lines = record.detail?.pairs.map {
            JSONValue.Member($0.name, .string($0.value))
        }
        return JSONValue.object(members).with([
            "position": .string("\(record.position)"),
            "time": .string(record.at.description),
            "noticed_by": record.isNoticed ? .string(record.caller.actor.text) : .null,
            "details": .object(lines ?? []),
            "previous": .string(record.previous.hex),
            "hash": .string(record.hash.hex),
        ])
    }

    private static func value(_ member: (name: String, value: String?)) -> JSONValue {
        switch member.name {
        case "sequence", "revision", "at", "provider_at":
            .number(member.value.flatMap { Int64($0) })
        default: .text(member.value)
        }
    }
}
