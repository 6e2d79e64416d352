import Foundation
import Testing

/// Reading the journal back: lists, copies, damage, seals.
struct InspectionTests {
    @Test func `orders are listed page by page and by phase`() async throws {
        let shop = try await Shop()
        for order in ["A-1", "A-2", "A-3"] {
            let run = try await shop.payscore(
                "observe", "-",
                input: #"{"out_order_no":"\#(order)","state":"CREATED"}"#)
            #expect(run.status == 0)
        }
        _ = try await shop.payscore(
            "observe", "-", input: #"{"out_order_no":"A-3","state":"EXPIRED"}"#)
        let first = try await shop.payscore("orders", "--limit", "2", "--output", "json")
        #expect(try first.lines.map { $0["out_order_no"] as? String } == ["A-1", "A-2"])
        #expect(first.errors.contains("payscore orders --limit 2 --after='A-2'"))
        let created = try await shop.payscore("orders", "--limit", "1", "--phase", "created")
        #expect(created.errors.contains("orders --phase created --limit 1 --after='A-1'"))
        let rest = try await shop.payscore("orders", "--after", "A-2", "--output", "json")
        #expect(try rest.lines.map { $0["out_order_no"] as? String } == ["A-3"])
        #expect(rest.errors.isEmpty)
        let expired = try await shop.payscore("orders", "--phase", "expired", "--output", "json")
        #expect(try expired.lines.count == 1)
    }

    @Test func `an answer of another merchant is not recorded`() async throws {
        let shop = try await Shop()
        let run = try await shop.payscore(
            "observe", "-", "--output", "json",
            input: #"{"out_order_no":"A-1","mchid":"1","state":"CREATED"}"#)
        #expect(run.status == 65)
        #expect(run.errorCode == "order_foreign")
        let nameless = try await shop.payscore(
            "observe", "-", "--output", "json", input: #"{"state":"CREATED"}"#)
        #expect(nameless.status == 65)
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }

    @Test func `an offline decision says how old its observation is`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        try await shop.stopSandbox()
        let run = try await shop.payscore("can-cancel", "A-1", "--offline", "--output", "json")
        #expect(run.status == 10)
        #expect(try (run.json["observation_age_seconds"] as? Int).map { $0 >= 0 } == true)
        #expect(try run.json["permit"] is NSNull)
        let none = try await shop.payscore("can-cancel", "NONE", "--offline", "--output", "json")
        #expect(none.status == 66)
        #expect(none.errorCode == "order_unknown")
    }

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

    @Test func `the key of the seals is made once, for its owner only`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let first = try await shop.payscore("checkpoint", "--output", "json")
        let key = shop.database + ".checkpoint-key"
        let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        _ = try await shop.create("A-2")
        let second = try await shop.payscore("checkpoint", "--output", "json")
        #expect(
            try first.json["public_key"] as? String == second.json["public_key"] as? String)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = try await shop.payscore("checkpoint", "--output", "json")
        #expect(open.status == 77)
        #expect(open.errorCode == "key_file_permissions")
        try Data("short\n".utf8).write(to: URL(fileURLWithPath: key))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        let broken = try await shop.payscore("checkpoint", "--output", "json")
        #expect(broken.status == 78)
        #expect(broken.errorCode == "checkpoint_key_invalid")
    }

    @Test func `bad input leaves the journal as it was`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let before = try await shop.payscore("verify", "--output", "json").json["records"] as? Int
        _ = try await shop.payscore("cancel", "../A-1", "--reason", "x")
        _ = try await shop.payscore("cancel", "A-1", "--reason", "😀")
        _ = try await shop.payscore("cancel", "A-1", "--reason", "x", "--actor", "\n")
        _ = try await shop.payscore("create", "-", input: #"{"out_order_no":"A-2"}"#)
        _ = try await shop.payscore("observe", "-", input: "[]")
        _ = try await shop.payscore("protect", "A-1", "--reason", " ")
        let after = try await shop.payscore("verify", "--output", "json").json["records"] as? Int
        #expect(before == after)
    }

    @Test func `a reader that goes away does not disturb`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        for words in ["export A-1", "history A-1", "orders", "diagram"] {
            let command = #""$PAYSCORE" \#(words) --database sandbox/payscore.sqlite"#
            let run = try await Program.shell(
                "{ \(command); echo $? >&2; } | true", in: shop.directory.url)
            #expect(run.errors.trimmingCharacters(in: .whitespacesAndNewlines) == "0")
        }
    }

    @Test func `a full disk is told`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let run = try await Program.shell(
            #""$PAYSCORE" history A-1 --database sandbox/payscore.sqlite > /dev/full"#,
            in: shop.directory.url)
        #expect(run.status == 74)
        #expect(run.errors.contains("output_failed"))
    }
}
