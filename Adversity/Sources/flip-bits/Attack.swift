import Crypto
import Foundation
import GRDB
import OrderEngine
import OrderLifecycle

/// One way to falsify a journal, and who notices it: no more and no fewer layers than these.
struct Attack: Sendable {
    /// What is done, as docs/concepts/evidence.md says it.
    let name: String
    /// The layers that notice it, each by itself.
    let noticed: Set<Layer>
    /// The first bad record, where it must be named.
    let firstBad: Int64?
    let perform: @Sendable (Attacker, SealedStory) async throws -> Void

    init(
        _ name: String, noticedBy noticed: Set<Layer>, firstBad: Int64? = nil,
        _ perform: @escaping @Sendable (Attacker, SealedStory) async throws -> Void
    ) {
        self.name = name
        self.noticed = noticed
        self.firstBad = firstBad
        self.perform = perform
    }

    static let all = ofRecords + ofTheEnd + rewriting + besideTheRecords

    // Order N-3 has records 13 to 22, all sealed; its first is followed by nine others.
    private static let ofRecords = [
        Attack("a record edited", noticedBy: [.hashes], firstBad: 14) { attacker, _ in
            try attacker.run("UPDATE payscore_records SET reason = 'x' WHERE sequence = 14")
        },
        Attack(
            "a record edited, its own hash recomputed",
            noticedBy: [.hashes, .kept, .published], firstBad: nil
        ) { attacker, _ in
            try attacker.run("UPDATE payscore_records SET reason = 'x' WHERE sequence = 14")
            try await attacker.rehash(record: 14)
        },
        Attack("a record deleted", noticedBy: [.hashes], firstBad: 15) { attacker, _ in
            try attacker.run("DELETE FROM payscore_records WHERE sequence = 15")
        },
        Attack(
            "a record inserted, the later ones moved up",
            noticedBy: [.hashes, .kept, .published], firstBad: 15
        ) { attacker, _ in
            try attacker.run(
                "UPDATE payscore_records SET sequence = -sequence - 1 WHERE sequence >= 15")
            try attacker.run("UPDATE payscore_records SET sequence = -sequence WHERE sequence < 0")
            try attacker.run(
                """
                INSERT INTO payscore_records SELECT 15, subject, 99, at, provider_at, event,
                phase_before, phase_after, cause, cause_id, actor, channel, reason, rules, detail,
                evidence, previous, zeroblob(32) FROM payscore_records WHERE sequence = 14
                """)
        },
        Attack(
            "two records swapped", noticedBy: [.hashes, .kept, .published], firstBad: 14
        ) { attacker, _ in
            try attacker.run("UPDATE payscore_records SET sequence = -14 WHERE sequence = 14")
            try attacker.run("UPDATE payscore_records SET sequence = 14 WHERE sequence = 16")
            try attacker.run("UPDATE payscore_records SET sequence = 16 WHERE sequence = -14")
        },
    ]

    private static let ofTheEnd = [
        Attack("the last records deleted", noticedBy: [.hashes]) { attacker, story in
            let end = story.content.records.count
            try attacker.run("DELETE FROM payscore_records WHERE sequence > \(end - 2)")
        },
        Attack(
            "sealed records deleted at the end", noticedBy: [.hashes, .kept, .published]
        ) { attacker, story in
            let size = story.published?.size ?? 0
            try attacker.run("DELETE FROM payscore_records WHERE sequence > \(size - 1)")
        },
    ]

    private static let rewriting = [
        Attack(
            "the last record of an order, sealed, edited and hashed again",
            noticedBy: [.kept, .published]
        ) { attacker, _ in
            try attacker.run("UPDATE payscore_records SET reason = 'x' WHERE sequence = 22")
            try await attacker.rehash(record: 22, headOf: "N-3")
        },
        Attack(
            "the last record of an order, not sealed yet, edited and hashed again", noticedBy: []
        ) { attacker, story in
            guard let last = story.content.records.last else { return }
            try attacker.run(
                "UPDATE payscore_records SET reason = 'x' WHERE sequence = ?", [last.sequence])
            try await attacker.rehash(record: last.sequence, headOf: last.subject.text)
        },
        Attack("an order's chain rewritten", noticedBy: [.kept, .published]) { attacker, _ in
            try attacker.run("UPDATE payscore_records SET actor = 'x' WHERE subject = 'N-3'")
            try await attacker.rehash("N-3")
        },
        Attack("the whole journal rewritten", noticedBy: [.kept, .published]) { attacker, _ in
            try attacker.run("UPDATE payscore_records SET actor = 'x'")
            try await attacker.rehash()
        },
        Attack(
            "the whole journal rewritten and sealed with another key", noticedBy: [.published]
        ) { attacker, _ in
            let key = Curve25519.Signing.PrivateKey()
            let name = "public_key=" + key.publicKey.rawRepresentation.base64EncodedString()
            try attacker.run("UPDATE payscore_records SET actor = 'x'")
            try attacker.run(
                "UPDATE payscore_records SET detail = ? WHERE event = 'key_added'", [name])
            try await attacker.rehash()
            try await attacker.reseal(with: key)
        },
        Attack(
            "the whole journal rewritten and sealed with the same key", noticedBy: [.published]
        ) { attacker, _ in
            try attacker.run("UPDATE payscore_records SET actor = 'x'")
            try await attacker.rehash()
            try await attacker.reseal(with: SealedStory.key.get())
        },
    ]

    private static let besideTheRecords = [
        Attack("the last kept checkpoint deleted", noticedBy: []) { attacker, _ in
            try attacker.run(
                "DELETE FROM payscore_checkpoints WHERE position = "
                    + "(SELECT max(position) FROM payscore_checkpoints)")
        },
        Attack("an earlier kept checkpoint deleted", noticedBy: [.kept]) { attacker, _ in
            try attacker.run("DELETE FROM payscore_checkpoints WHERE position = 2")
        },
        Attack("where an order stands edited", noticedBy: [.hashes]) { attacker, _ in
            try attacker.run("UPDATE payscore_orders SET is_protected = 1 WHERE number = 'N-1'")
        },
        Attack("what became of an attempt edited", noticedBy: [.hashes]) { attacker, _ in
            try attacker.run("UPDATE payscore_attempts SET dispatches = 9 WHERE id = 'att_3'")
        },
        Attack("the bytes of a request edited", noticedBy: [.hashes]) { attacker, _ in
            try attacker.run("UPDATE payscore_attempts SET request = x'00' WHERE id = 'att_3'")
        },
        Attack("a spent permit made new", noticedBy: [.hashes]) { attacker, _ in
            try attacker.run("UPDATE payscore_permits SET spent_by = NULL")
        },
        Attack("the brake let go", noticedBy: [.hashes]) { attacker, _ in
            try attacker.run("UPDATE payscore_brake SET is_engaged = 1")
        },
        Attack("a trigger removed", noticedBy: [.opening]) { attacker, _ in
            try attacker.dropTrigger("payscore_records_no_update")
        },
    ]
}
