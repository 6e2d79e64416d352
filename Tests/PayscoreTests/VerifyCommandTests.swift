import Foundation
import Testing

/// `verify`, on sound journals and on damaged ones.
struct VerifyCommandTests {
    @Test func `a copy verifies, and one in which a byte differs does not`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let note = shop.directory.url.path + "/note"
        #expect(try await shop.payscore("checkpoint", "--out", note).status == 0)
        #expect(try await shop.payscore("verify", "--checkpoint", note).status == 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: shop.database))
        let copy = shop.directory.url.appendingPathComponent("copy.sqlite")
        try bytes.write(to: copy)
        // Without its head file a copy cannot show that nothing is missing at its end.
        #expect(try await shop.payscore("verify", "--database", copy.path).status == 15)
        try FileManager.default.copyItem(
            atPath: shop.database + ".head", toPath: copy.path + ".head")
        #expect(try await shop.payscore("verify", "--database", copy.path).status == 0)

        let place = try Unwrap.value(bytes.firstRange(of: Data("tester".utf8)), "no actor stored")
        bytes[place.lowerBound] = UInt8(ascii: "T")
        try bytes.write(to: copy)
        let altered = try await shop.payscore(
            "verify", "--database", copy.path, "--output", "json")
        #expect(altered.status == 15)
        #expect(try altered.json["sound"] as? Bool == false)
        let findings = try altered.json["findings"] as? [[String: Any]] ?? []
        #expect(findings.first?["sequence"] is Int)
        let shown = try await shop.payscore("verify", "--database", copy.path)
        #expect(shown.output.contains("the first bad record is #"))

        try bytes.prefix(bytes.count / 2).write(to: copy)
        let cut = try await shop.payscore("verify", "--database", copy.path)
        #expect(cut.status == 15 || cut.status == 65 || cut.status == 74)
    }

    @Test(arguments: ["VACUUM INTO", "backup", "cp"])
    func `a copy that holds is told from a damaged journal, and from one that is checked whole`(
        _ way: String
    ) async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let note = shop.directory.url.path + "/note"
        #expect(try await shop.payscore("checkpoint", "--out", note).status == 0)
        try await make(way, of: shop)
        let copy = shop.directory.url.path + "/copy.sqlite"
        func verify(_ words: String...) async throws -> Program.Run {
            try await shop.payscore(["verify", "--database", copy] + words)
        }
        let unsaid = try await verify()
        #expect(unsaid.status == 15)
        #expect(unsaid.output.contains("if this is a copy, verify it with --copy"))
        let held = try await verify("--copy", "--output", "json")
        #expect(held.status == 16, "\(held.output)\(held.errors)")
        #expect(try held.json["sound"] as? Bool == true)
        #expect(try held.json["end_checked"] as? Bool == false)
        let shown = try await verify("--copy", "--checkpoint", note)
        #expect(shown.status == 16)
        #expect(shown.output.contains("no head file of this journal's is next to the copy"))
        #expect(shown.output.contains("of the checkpoint are there"))

        // A head that is newer than the copy is no loss, and one that it has all of is compared.
        try FileManager.default.copyItem(atPath: shop.database + ".head", toPath: copy + ".head")
        #expect(try await verify("--copy").status == 0)
        #expect(try await shop.payscore("protect", "A-1", "--reason", "x").status == 0)
        let later = shop.directory.url.path + "/later"
        #expect(try await shop.payscore("checkpoint", "--out", later).status == 0)
        try FileManager.default.removeItem(atPath: copy + ".head")
        try FileManager.default.copyItem(atPath: shop.database + ".head", toPath: copy + ".head")
        #expect(try await verify().status == 15)
        let older = try await verify("--copy")
        #expect(older.status == 16)
        #expect(older.output.contains("the copy is older than the head file next to it"))
        // What the copy should have, it must have.
        #expect(try await verify("--copy", "--checkpoint", later).status == 15)
        try await Self.sqlite(
            "UPDATE payscore_orders SET is_protected = 1", on: copy, in: shop.directory.url)
        #expect(try await verify("--copy").status == 15)
    }

    private func make(_ way: String, of shop: Shop) async throws {
        let (from, to) = (shop.database, shop.directory.url.path + "/copy.sqlite")
        switch way {
        case "VACUUM INTO":
            try await Self.sqlite("VACUUM INTO '\(to)'", on: from, in: shop.directory.url)
        case "cp": try FileManager.default.copyItem(atPath: from, toPath: to)
        default:
            let script =
                "import sqlite3,sys; a, b = [sqlite3.connect(path) for path in sys.argv[1:]]; "
                + "a.backup(b)"
            let run = try await Program.shell(
                "python3 -c '\(script)' \(from) \(to)", in: shop.directory.url)
            try #require(run.status == 0, "\(run.errors)")
        }
    }

    private static func sqlite(_ sql: String, on path: String, in directory: URL) async throws {
        let script =
            "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.isolation_level = None; "
            + "c.execute(sys.argv[2])"
        let run = try await Program.shell(
            "python3 -c '\(script)' \(path) \"\(sql)\"", in: directory)
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test func `a checkpoint of another journal, and what is none, are refused`() async throws {
        let shop = try await Shop()
        let other = try await Shop()
        for shop in [shop, other] {
            _ = try await shop.create("A-1")
            let sealed = try await shop.payscore("checkpoint", "--out", "note")
            #expect(sealed.status == 0)
        }
        let note = other.directory.url.path + "/note"
        #expect(try await shop.payscore("verify", "--checkpoint", note).status == 15)
        let nonsense = try shop.directory.write("nonsense", to: "nonsense")
        let run = try await shop.payscore("verify", "--checkpoint", nonsense, "--output", "json")
        #expect(run.status == 65)
        #expect(run.errorCode == "checkpoint_unreadable")
    }
}
