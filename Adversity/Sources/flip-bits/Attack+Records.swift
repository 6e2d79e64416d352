import GRDB
import OrderEngine
import OrderJournal
import OrderLifecycle

extension Attacker {
    /// Puts another name into a line of a record's detail.
    func rename(_ member: String, in sequence: Int) throws {
        try edit { db in
            let detail = try String.fetchOne(
                db, sql: "SELECT detail FROM payscore_records WHERE sequence = ?",
                arguments: [sequence])
            let lines = detail?.split(separator: "\n").map {
                $0.hasPrefix("\(member)=") ? "\(member)=x" : String($0)
            }
            try db.execute(
                sql: "UPDATE payscore_records SET detail = ? WHERE sequence = ?",
                arguments: [lines?.joined(separator: "\n"), sequence])
        }
    }
}

extension Attack {
    // Order N-3 has records 13 to 22, all sealed; its first is followed by nine others.
    static let ofRecords = [
        Attack("a record edited") { attacker, _ in
            try attacker.run("UPDATE payscore_records SET reason = 'x' WHERE sequence = 14")
        },
        Attack("a record edited, its own hash recomputed") { attacker, _ in
            try attacker.run("UPDATE payscore_records SET reason = 'x' WHERE sequence = 14")
            try await attacker.rehash(record: 14)
        },
        Attack("who stated the amount edited in an intent, its own hash recomputed") {
            attacker, _ in
            try attacker.rename("acknowledged_by", in: 18)
            try await attacker.rehash(record: 18)
        },
        Attack("a record that is not sealed edited, its own hash recomputed") { attacker, story in
            let sequence = story.content.records.count - 4
            try attacker.run(
                "UPDATE payscore_records SET reason = 'x' WHERE sequence = ?", [sequence])
            try await attacker.rehash(record: Int64(sequence))
        },
        Attack("a record deleted") { attacker, _ in
            try attacker.run("DELETE FROM payscore_records WHERE sequence = 15")
        },
        Attack("a record inserted, the later ones moved up") { attacker, _ in
            try attacker.run(
                "UPDATE payscore_records SET sequence = -sequence - 1 WHERE sequence >= 15")
            try attacker.run("UPDATE payscore_records SET sequence = -sequence WHERE sequence < 0")
            try attacker.run(
                """
                INSERT INTO payscore_records SELECT 15, subject, 99, at, provider_at, event,
                phase_before, phase_after, cause, cause_id, actor, identified_by, channel, host,
                system_user, reason, rules, detail, evidence, previous, zeroblob(32)
                FROM payscore_records WHERE sequence = 14
                """)
        },
        Attack("two records swapped") { attacker, _ in
            try attacker.run("UPDATE payscore_records SET sequence = -14 WHERE sequence = 14")
            try attacker.run("UPDATE payscore_records SET sequence = 14 WHERE sequence = 16")
            try attacker.run("UPDATE payscore_records SET sequence = 16 WHERE sequence = -14")
        },
    ]

    static let ofTheEnd = [
        Attack("the last records deleted, not sealed") { attacker, story in
            let end = story.content.records.count
            try attacker.run("DELETE FROM payscore_records WHERE sequence > \(end - 2)")
        },
        Attack("the last records deleted, sealed ones among them") { attacker, story in
            let size = story.published?.size ?? 0
            try attacker.run("DELETE FROM payscore_records WHERE sequence > \(size - 1)")
        },
        Attack("the last order deleted, not sealed, with all that is stored of it") {
            attacker, story in
            guard let last = story.content.records.last?.subject.order?.text else { return }
            try attacker.run("DELETE FROM payscore_attempts WHERE subject = 'order:' || ?", [last])
            try attacker.run(
                """
                DELETE FROM payscore_permits WHERE issued IN
                (SELECT sequence FROM payscore_records WHERE subject = 'order:' || ?)
                """, [last])
            try attacker.run("DELETE FROM payscore_orders WHERE number = ?", [last])
            try attacker.run("DELETE FROM payscore_records WHERE subject = 'order:' || ?", [last])
        },
    ]
}
