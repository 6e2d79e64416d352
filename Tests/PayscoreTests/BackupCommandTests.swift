import Foundation
import Testing

/// `backup`: what it makes, what it tells, and what it never takes the place of.
struct BackupCommandTests {
    @Test func `a backup tells what it holds, and its copy verifies like the journal`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        #expect(try await shop.payscore("checkpoint").status == 0)
        #expect(try await shop.payscore("protect", "A-1", "--reason", "x").status == 0)
        let run = try await shop.payscore("backup", "b.sqlite", "--output", "json")
        #expect(run.status == 0, "\(run.errors)")
        let told = try run.json
        let records = try #require(told["records"] as? Int)
        #expect(told["last_sequence"] as? Int == records)
        #expect(told["orders"] as? Int == 1)
        #expect(told["unsealed"] as? Int == 1)
        let head = try #require(told["head"] as? [String: Any])
        #expect(head["records"] as? Int == records && head["epoch"] as? Int == 1)
        let sealed = try #require(told["checkpoint"] as? [String: Any])
        #expect(sealed["records"] as? Int == records - 1)
        let sum = try await Program.shell("sha256sum b.sqlite", in: shop.directory.url)
        #expect(sum.output.hasPrefix(try #require(told["sha256"] as? String)))

        let copy = shop.directory.url.path + "/b.sqlite"
        let verified = try await shop.payscore(
            "verify", "--database", copy, "--checkpoint", copy + ".checkpoint", "--output", "json")
        #expect(verified.status == 0)
        #expect(try verified.json["records"] as? Int == records)
        let (ours, theirs) = (
            try await shop.payscore("history", "A-1", "--output", "json"),
            try await shop.payscore("history", "A-1", "--output", "json", "--database", copy)
        )
        #expect(ours.output == theirs.output && !ours.output.isEmpty)

        let again = try await shop.payscore("backup", "b.sqlite", "--output", "json")
        #expect(again.status == 65 && again.errorCode == "file_not_replaced")
        let shown = try await shop.payscore("backup", "c.sqlite")
        #expect(shown.output.contains("BACKED UP  \(records) records of 1 order in c.sqlite"))
        #expect(shown.output.contains("seals \(records - 1) records"))
    }

    @Test(arguments: [
        ("mine", "file_not_replaced"), ("text", "file_not_replaced"),
        ("empty", "file_not_replaced"), ("d", "file_not_replaced"),
        ("payscore.sqlite", "file_not_replaced"), ("payscore.sqlite-wal", "file_not_replaced"),
        ("here/payscore.sqlite.lock", "file_not_replaced"),
        ("payscore.sqlite.checkpoint-key", "file_not_replaced"),
        ("payscore.json", "file_not_replaced"), ("taken", "file_not_replaced"),
        ("logged", "journal_cannot_open"), ("new/", "file_name_invalid"),
        ("-", "file_name_invalid"), ("none/x", "directory_missing"), ("", "file_name_invalid"),
    ])
    func `what stands in the way is left as it is`(_ name: String, _ code: String) async throws {
        let desk = try await Desk.copy()
        try desk.directory.write("a head of something else\n", to: "taken.head")
        try desk.directory.write("a log of something else\n", to: "logged-wal")
        let before = try desk.observedEffect()
        let run = try await desk.payscore("backup", name)
        #expect(run.errorCode == code, "\(run.errors)")
        #expect([65, 66, 74].contains(run.status))
        #expect(run.output.isEmpty)
        #expect(try desk.observedEffect() == before)
    }

    @Test func `a journal that does not verify is told, and no copy is left`() async throws {
        let desk = try await Desk.copy()
        var bytes = try Data(contentsOf: desk.url("payscore.sqlite"))
        let place = try Unwrap.value(bytes.firstRange(of: Data("tester".utf8)), "no actor stored")
        bytes[place.lowerBound] = UInt8(ascii: "T")
        try bytes.write(to: desk.url("payscore.sqlite"))
        let before = try desk.observedEffect().keys.sorted()
        let run = try await desk.payscore("backup", "b.sqlite")
        #expect(run.status == 15)
        #expect(run.errorCode == "journal_backup_unsound", "\(run.errors)")
        #expect(try desk.observedEffect().keys.sorted() == before)
    }
}
