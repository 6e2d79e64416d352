import Crypto
import Foundation
import GRDB
import OrderEngine
import OrderJournal
import OrderLifecycle

extension Attack {
    /// Another actor, also where the details of a record and the rows of attempts repeat the name.
    fileprivate static func renaming(where condition: String = "true") -> [String] {
        [
            """
            UPDATE payscore_records SET actor = 'x',
                detail = replace(detail, 'requested_by=' || actor, 'requested_by=x')
            WHERE \(condition)
            """, "UPDATE payscore_attempts SET actor = 'x' WHERE \(condition)",
        ]
    }

    static let rewriting = [
        Attack("the last record of an order, sealed, edited and hashed again") { attacker, _ in
            try attacker.run("UPDATE payscore_records SET reason = 'x' WHERE sequence = 23")
            try await attacker.rehash(record: 23, headOf: "N-3")
        },
        Attack("the last record of an order, not sealed, edited and hashed again") {
            attacker, story in
            guard let last = story.lastOfAnOrderNotSealed else { return }
            try attacker.run(
                "UPDATE payscore_records SET reason = 'x' WHERE sequence = ?", [last.sequence])
            try await attacker.rehash(record: last.sequence, headOf: last.subject.order?.text)
        },
        Attack("the last record of all, not sealed, edited and hashed again") {
            attacker, story in
            guard let last = story.content.records.last else { return }
            try attacker.run(
                "UPDATE payscore_records SET reason = 'x' WHERE sequence = ?", [last.sequence])
            try await attacker.rehash(record: last.sequence, headOf: last.subject.order?.text)
        },
        Attack("an order's chain rewritten") { attacker, _ in
            for sql in renaming(where: "subject = 'order:N-3'") { try attacker.run(sql) }
            try await attacker.rehash("N-3")
        },
        Attack("the amount that an intent gives up edited, and the order's chain rewritten") {
            attacker, _ in
            try attacker.run(
                """
                UPDATE payscore_records SET detail = replace(detail, 'given_up=5000', 'given_up=50')
                WHERE subject = 'order:N-3'
                """)
            try await attacker.rehash("N-3")
        },
        Attack("the amount that a permit is for edited, and the order's chain rewritten") {
            attacker, _ in
            try attacker.run(
                """
                UPDATE payscore_records SET detail = replace(detail, 'at_stake=5000', 'at_stake=50')
                WHERE subject = 'order:N-3'
                """)
            try await attacker.rehash("N-3")
        },
        Attack("the hazards of a permit edited, and the order's chain rewritten") {
            attacker, _ in
            try attacker.run(
                """
                UPDATE payscore_records SET detail =
                replace(detail, 'hazards=collection_abandoned', 'hazards=partly_paid')
                WHERE subject = 'order:N-3'
                """)
            try await attacker.rehash("N-3")
        },
        Attack("who stated an amount edited, and the order's chain rewritten") { attacker, _ in
            try attacker.rename("acknowledged_by", in: 18)
            try await attacker.rehash("N-3")
        },
        Attack("the whole journal rewritten") { attacker, _ in
            try await attacker.rewriteAll()
        },
        Attack("the whole journal rewritten and sealed with another key") { attacker, _ in
            let key = Curve25519.Signing.PrivateKey()
            let name = "public_key=" + key.publicKey.rawRepresentation.base64EncodedString()
            try attacker.run(
                "UPDATE payscore_records SET detail = ? WHERE event = 'key_added'", [name])
            try await attacker.rewriteAll()
            try await attacker.reseal(with: key)
        },
        Attack("the whole journal rewritten and sealed with the same keys") { attacker, _ in
            try await attacker.rewriteAll()
            try await attacker.reseal()
        },
        Attack("the whole journal rewritten, sealed with the same keys, and a new head made") {
            attacker, _ in
            try await attacker.rewriteAll()
            try await attacker.reseal()
            try await attacker.makeNewHead()
        },
    ]
}

extension Attacker {
    /// Alters every record, and hashes all again.
    fileprivate func rewriteAll() async throws {
        for sql in Attack.renaming() { try run(sql) }
        try await rehash()
    }
}
