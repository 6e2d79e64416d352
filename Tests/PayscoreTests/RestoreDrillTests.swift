import Foundation
import Testing

/// The drill of docs/operating/backup.md: a process owns and writes a journal, a backup is made
/// beside it, the process is killed, its machine is lost, and the backup takes the journal's place.
struct RestoreDrillTests {
    /// A shop that lost its journal, and what is left of it.
    private struct Wreck {
        let shop: Shop
        /// Where the backup was restored to.
        let restored: String
        /// How many records the backup has.
        let backedUp: Int
        /// How many the journal had when it was lost.
        let lost: Int

        func payscore(_ words: String...) async throws -> Program.Run {
            try await shop.payscore(words + ["--database", restored, "--output", "json"])
        }

        /// Plays the day up to the loss.
        ///
        /// A-1 is being cancelled when the backup is made; B-1 is cancelled, and C-1 created, when
        /// it is made already.
        init(keepingHead isHeadKept: Bool) async throws {
            shop = try await Shop()
            _ = try await shop.create("A-1")
            _ = try await shop.create("B-1")
            try await shop.fault("delay", on: "cancel", of: "A-1", delay: 60_000)
            let owner = try shop.begin("cancel", "A-1", "--reason", "x")
            try await shop.await("A-1", state: "REVOKED")
            let backup = try await shop.payscore("backup", "b.sqlite", "--output", "json")
            #expect(backup.status == 0, "\(backup.errors)")
            backedUp = try Unwrap.value(backup.json["records"] as? Int, "no count")
            // It was not disturbed, and is killed in the middle of its call.
            #expect(owner.isRunning)
            kill(owner.processIdentifier, SIGKILL)
            owner.waitUntilExit()
            #expect(try await shop.payscore("cancel", "B-1", "--reason", "y").status == 0)
            _ = try await shop.create("C-1")
            let verified = try await shop.payscore("verify", "--output", "json")
            lost = try Unwrap.value(verified.json["records"] as? Int, "no count")

            restored = shop.directory.url.path + "/restored/payscore.sqlite"
            let head = isHeadKept ? shop.database + ".head" : "b.sqlite.head"
            let moved = try await Program.shell(
                """
                mkdir restored && cp b.sqlite restored/payscore.sqlite &&
                cp \(head) restored/payscore.sqlite.head && rm sandbox/payscore.sqlite*
                """, in: shop.directory.url)
            #expect(moved.status == 0, "\(moved.errors)")
        }

        /// Asks WeChat for all that the journal lost, and makes sure that it came back.
        func bringBack() async throws {
            let open = try await payscore("attempts", "--open")
            #expect(try open.lines.map { $0["out_order_no"] as? String } == ["A-1"])
            let resolved = try await payscore("reconcile")
            #expect(resolved.status == 0, "\(resolved.errors)")
            #expect(try resolved.lines.map { $0["result"] as? String } == ["applied"])

            // The cancel of B-1 was this journal's own, and its records are gone.
            let swept = try await payscore("sweep")
            #expect(swept.status == 0, "\(swept.errors)")
            #expect(swept.errors.contains("revoked_outside"))
            let drift = try await payscore("drift")
            #expect(try drift.lines.map { $0["out_order_no"] as? String } == ["B-1"])
            // Nothing tells the journal of C-1 but its number.
            #expect(try await payscore("show", "C-1").status == 66)
            #expect(try await payscore("query", "C-1").status == 0)
            let shown = try await payscore("orders")
            let phases = try shown.lines.map {
                "\($0["out_order_no"] as? String ?? "") \($0["phase"] as? String ?? "")"
            }
            #expect(phases.sorted() == ["A-1 revoked", "B-1 revoked", "C-1 in_service"])
            #expect(try await payscore("verify").status == 0)
        }
    }

    @Test func `a backup restored elsewhere opens, and WeChat gives back what it lacks`()
        async throws
    {
        let wreck = try await Wreck(keepingHead: false)
        #expect(wreck.lost > wreck.backedUp)
        let verified = try await wreck.payscore("verify")
        #expect(verified.status == 0, "\(verified.output)")
        #expect(try verified.json["records"] as? Int == wreck.backedUp)
        let doctor = try await wreck.payscore("doctor")
        #expect(doctor.status == 0, "\(doctor.output)")
        let verdicts = try doctor.lines.map {
            "\($0["check"] as? String ?? "") \($0["verdict"] as? String ?? "")"
        }
        #expect(verdicts.contains("head ok") && verdicts.contains("attempts warn"))
        try await wreck.bringBack()
    }

    @Test func `beside the lost machine's head file the loss is told, accepted and recorded`()
        async throws
    {
        let wreck = try await Wreck(keepingHead: true)
        let doctor = try await wreck.payscore("doctor")
        #expect(doctor.status == 15)
        let head = try doctor.lines.first { $0["check"] as? String == "head" }
        let finding = head?["finding"] as? String ?? ""
        #expect(finding.contains("knows \(wreck.lost) records"))
        #expect(finding.contains("the journal has \(wreck.backedUp)"))
        #expect(try await wreck.payscore("verify").status == 15)
        #expect(try await wreck.payscore("reconcile").errorCode == "journal_rolled_back")

        let resumed = try await wreck.payscore(
            "resume", "--accept-loss", "--reason", "the machine is gone")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try resumed.json["epoch"] as? Int == 2)
        try await wreck.bringBack()
    }
}
