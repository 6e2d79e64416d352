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
        Attack("how the brake stands edited") { attacker, _ in
            try attacker.run("UPDATE payscore_brake SET is_engaged = 1")
        },
        Attack("from when on the brake counts edited") { attacker, _ in
            try attacker.run("UPDATE payscore_brake SET released = 9000000000000000")
        },
        Attack("what the brake counts of a cancel edited") { attacker, _ in
            try attacker.run("UPDATE payscore_attempts SET forgiven = NULL WHERE id = 'att_3'")
        },
        Attack("a trigger removed") { attacker, _ in
            try attacker.runPlainly("DROP TRIGGER payscore_records_no_update")
        },
        Attack("a table altered") { attacker, _ in
            try attacker.runPlainly("ALTER TABLE payscore_permits ADD COLUMN more TEXT")
        },
    ]
}
