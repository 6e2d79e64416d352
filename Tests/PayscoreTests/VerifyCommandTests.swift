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
