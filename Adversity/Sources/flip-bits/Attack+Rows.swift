import Foundation
import GRDB
import OrderEngine
import OrderEngineTesting
import OrderJournal

extension Attack {
    static let besideTheRecords = [
        Attack("the last kept checkpoint deleted") { attacker, _ in
            try attacker.run(
                "DELETE FROM payscore_checkpoints WHERE position = "
                    + "(SELECT max(position) FROM payscore_checkpoints)")
        },
        Attack("an earlier kept checkpoint deleted") { attacker, _ in
            try attacker.run("DELETE FROM payscore_checkpoints WHERE position = 2")
        },
        Attack("a checkpoint added that seals no more than the last") { attacker, _ in
            try await attacker.sealOnceMore()
        },
        Attack("where an order stands edited") { attacker, _ in
            try attacker.run("UPDATE payscore_orders SET is_protected = 1 WHERE number = 'N-1'")
        },
        Attack("what became of an attempt edited") { attacker, _ in
            try attacker.run("UPDATE payscore_attempts SET dispatches = 9 WHERE id = 'att_3'")
        },
        Attack("the bytes of a request edited") { attacker, _ in
            try attacker.run("UPDATE payscore_attempts SET request = x'00' WHERE id = 'att_3'")
        },
        Attack("a spent permit made new") { attacker, _ in
            try attacker.run("UPDATE payscore_permits SET spent_by = NULL")
        },
        Attack("a permit made up") { attacker, _ in
            try attacker.run(
                """
                INSERT INTO payscore_permits (digest, issued)
                SELECT ?, issued FROM payscore_permits LIMIT 1
                """, [Data(SampleOrder.digest("made up").bytes)])
        },
        Attack("an attempt made up that has ended") { attacker, _ in
            try attacker.run(
                """
                INSERT INTO payscore_attempts (sequence, id, subject, actor, intended_at, condition,
                    dispatches, last_sent_at, uncertainty, outcome)
                VALUES (1, 'att_made_up', 'order:N-0', 'anna', 0, 'settled', 1, 0, 'none',
                    'answered')
                """)
        },
        Attack("the row of the velocity limit removed") { attacker, _ in
            try attacker.run("DELETE FROM payscore_velocity_limit")
        },
        Attack("the state of the velocity limit edited") { attacker, _ in
            try attacker.run("UPDATE payscore_velocity_limit SET is_tripped = 1")
        },
        Attack("the start of the velocity limit's count edited") { attacker, _ in
            try attacker.run("UPDATE payscore_velocity_limit SET reset_at = 9000000000000000")
        },
        Attack("what the velocity limit counts of a cancel edited") { attacker, _ in
            try attacker.run(
                """
                UPDATE payscore_attempts SET given_up = NULL, given_up_kind = NULL
                WHERE id = 'att_3'
                """)
        },
        Attack("what a cancel gave up edited") { attacker, _ in
            try attacker.run("UPDATE payscore_attempts SET given_up = 50 WHERE id = 'att_3'")
        },
        Attack("what became of the money that a cancel gave up edited") { attacker, _ in
            try attacker.run(
                "UPDATE payscore_attempts SET given_up_kind = 'waived' WHERE id = 'att_3'")
        },
        Attack("a trigger removed") { attacker, _ in
            try attacker.runPlainly("DROP TRIGGER payscore_records_no_update")
        },
        Attack("a table altered") { attacker, _ in
            try attacker.runPlainly("ALTER TABLE payscore_permits ADD COLUMN more TEXT")
        },
    ]
}
