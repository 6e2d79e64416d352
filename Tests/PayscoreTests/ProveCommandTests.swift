import Foundation
import Testing

/// Proofs on the command line.
struct ProveCommandTests {
    @Test func `a record and a later checkpoint are proven, and checked without a journal`()
        async throws
    {
        let shop = try await Shop()
        let file = { (name: String) in shop.directory.url.path + "/" + name }
        _ = try await shop.create("A-1")
        #expect(try await shop.payscore("checkpoint", "--out", file("old")).status == 0)
        _ = try await shop.create("A-2")
        #expect(try await shop.payscore("checkpoint", "--out", file("new")).status == 0)

        let inclusion = try await shop.payscore(
            "prove", "--record", "2", "--checkpoint", file("old"))
        #expect(inclusion.status == 0)
        try Data(inclusion.output.utf8).write(to: URL(fileURLWithPath: file("inclusion")))
        let consistency = try await shop.payscore(
            "prove", "--from", file("old"), "--to", file("new"), "--output", "json")
        let proof = try #require(try consistency.json["proof"] as? String)
        try Data(proof.utf8).write(to: URL(fileURLWithPath: file("consistency")))

        let elsewhere = ["--database", file("nothing-here"), "--output", "json"]
        for words in [
            ["--check", file("inclusion"), "--checkpoint", file("old")],
            ["--check", file("inclusion"), "--checkpoint", file("old"), "--record", "2"],
            ["--check", file("consistency"), "--from", file("old"), "--to", file("new")],
        ] {
            let run = try await shop.payscore(["prove"] + words + elsewhere)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.json["holds"] as? Bool == true)
        }
        let (other, wrong) = (
            try await shop.payscore(
                ["prove", "--check", file("inclusion"), "--checkpoint", file("new")] + elsewhere),
            try await shop.payscore(
                ["prove", "--check", file("inclusion"), "--checkpoint", file("old")]
                    + ["--record", "3"] + elsewhere)
        )
        #expect(other.status == 15)
        #expect(try other.json["problem"] as? String == "proof_size_differs")
        #expect(wrong.status == 15)
        #expect(try wrong.json["problem"] as? String == "proof_record_outside")
    }

    @Test func `what cannot be proven is refused`() async throws {
        let shop = try await Shop()
        let file = { (name: String) in shop.directory.url.path + "/" + name }
        _ = try await shop.create("A-1")
        #expect(try await shop.payscore("checkpoint", "--out", file("old")).status == 0)
        for (words, status, code) in [
            (["--record", "999", "--checkpoint", file("old")], 65, "proof_record_outside"),
            (["--record", "1"], 64, "usage"), ([], 64, "usage"),
            (["--from", file("old")], 64, "usage"),
            (["--check", file("old"), "--checkpoint", file("old")], 65, "proof_unreadable"),
            (["--record", "1", "--checkpoint", file("none")], 66, "file_missing"),
        ] as [([String], Int32, String)] {
            let run = try await shop.payscore(["prove", "--output", "json"] + words)
            #expect(run.status == status, "\(words)")
            #expect(run.errorCode == code, "\(words)")
        }
    }

    @Test func `an export under a published checkpoint carries proofs`() async throws {
        let shop = try await Shop()
        let note = shop.directory.url.path + "/note"
        _ = try await shop.create("A-1")
        let before = try await shop.payscore("export", "A-1")
        #expect(!before.output.contains("inclusion"))
        #expect(try await shop.payscore("checkpoint", "--out", note).status == 0)
        let kept = try await shop.payscore("export", "A-1")
        #expect(kept.output.contains(#""inclusion":[""#))
        let named = try await shop.payscore("export", "A-1", "--checkpoint", note)
        #expect(try named.lines.dropFirst().allSatisfy { $0["inclusion"] is [String] })
    }
}
