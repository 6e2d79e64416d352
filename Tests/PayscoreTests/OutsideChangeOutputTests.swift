import Foundation
import Testing

/// Who changed it? A change that another system made is told as such wherever it is shown.
struct OutsideChangeOutputTests {
    @Test func `an order revoked elsewhere is not blamed on the one who looked`() async throws {
        let shop = try await Shop()
        _ = try await shop.payscore("create", "-", input: Shop.creation("A-1"))
        try await shop.control("orders/A-1/confirm")
        _ = try await shop.payscore("query", "A-1")
        _ = try await shop.payscore("complete", "A-1", "-", input: Shop.completion(5000))
        // Another system, with a journal of its own, forgives the bill.
        let other = ["--database", "other.sqlite"]
        _ = try await shop.payscore(["init"] + other)
        let answer = try await shop.payscore(
            ["can-cancel", "A-1", "--output", "json"] + other)
        let permit = try answer.json["permit"] as? [String: Any]
        let token = try #require(permit?["token"] as? String)
        let cancelled = try await shop.payscore(
            ["cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00"] + other)
        #expect(cancelled.status == 0)

        let query = try await shop.payscore("query", "A-1", "--output", "json")
        let outside = try query.json["outside"] as? [String: Any]
        #expect(outside?["code"] as? String == "revoked_outside")
        #expect(query.errors.contains(#""code":"revoked_outside""#))
        #expect(query.errors.contains(#""lost_fen":5000"#))
        let records = try await shop.payscore("history", "A-1", "--output", "json").lines
        let fact = try #require(records.last)
        #expect(fact["event"] as? String == "revoked_outside")
        #expect(fact["noticed_by"] as? String == "tester")
        #expect((fact["details"] as? [String: String])?["lost"] == "5000")
        #expect(records.first?["noticed_by"] is NSNull)
        let text = try await shop.payscore("history", "A-1").output
        #expect(text.contains("revoked outside  awaiting_payment → revoked"))
        let open = try await shop.payscore("drift").output
        #expect(open.contains("--alarm-seen-to --reason …"))
        let revision = String(try Unwrap.value(fact["revision"] as? Int, "no revision"))
        for (flag, event) in [("--explains", "noted"), ("--alarm-seen-to", "alarm_acknowledged")] {
            let note = try await shop.payscore(
                "note", "A-1", "--about", revision, flag, "--reason", "revoked by Li",
                actor: "boss")
            #expect(note.status == 0, "\(note.errors)")
            let last = try await shop.payscore("history", "A-1", "--output", "json").lines.last
            #expect(last?["event"] as? String == event)
            #expect(last?["actor"] as? String == "boss")
            #expect(last?["reason"] as? String == "revoked by Li")
        }
        let shown = try await shop.payscore("show", "A-1").output.replacing("\n", with: " ")
        #expect(shown.contains("No call of this journal explains that"))
        #expect(shown.contains("boss explains: “revoked by Li”."), "\(shown)")
        let json = try await shop.payscore("show", "A-1", "--output", "json").json
        let notes = try #require(json["notes"] as? [[String: Any]])
        #expect(notes.map { $0["actor"] as? String } == ["boss"])
        #expect(notes.first?["stance"] as? String == "explains")
        let drift = try await shop.payscore("drift")
        #expect(drift.output.contains("boss explains: “revoked by Li”."))
        let last = String(try Unwrap.value(fact["revision"] as? Int, "no revision") + 1)
        let about = try await shop.payscore(
            "note", "A-1", "--about", last, "--explains", "--reason", "x", "--output", "json")
        #expect(about.errorCode == "record_unknown", "a note explains a note: \(about.output)")
        let disputed = try await shop.payscore(
            "note", "A-1", "--about", last, "--disputes", "--reason", "not by Li")
        #expect(disputed.status == 0, "\(disputed.errors)")
        let nothing = try await shop.payscore(
            "note", "A-1", "--about", "99", "--explains", "--reason", "x", "--output", "json")
        #expect(nothing.status == 66)
        #expect(nothing.errorCode == "record_unknown")
        #expect(text.contains("noticed by tester via cli · query · change revoked · lost ¥50.00"))
        #expect(!text.contains("\n      tester via cli · query"))
        for format in ["mermaid", "dot", "svg"] {
            let picture = try await shop.payscore("diagram", "A-1", "--format", format).output
            #expect(picture.contains("revoked_outside: ¥50.00 lost, noticed by tester"))
            #expect(picture.contains(" outside"))
        }
        let verify = try await shop.payscore("verify")
        #expect(verify.status == 0)
    }

    @Test func `what somebody claims is shown as not verified until WeChat says it`() async throws {
        let shop = try await Shop()
        _ = try await shop.payscore("create", "-", input: Shop.creation("A-1"))
        try await shop.control("orders/A-1/confirm")
        let line = #"{"out_order_no":"A-1","state":"DONE"}"#
        let other = ["--database", "other.sqlite"]
        let claimed = try await shop.payscore(
            ["observe", "-", "--output", "json"] + other, input: line)
        #expect(try claimed.json["phase"] as? String == "done")
        #expect(try claimed.json["verified"] as? Bool == false)
        #expect(try claimed.json["paid_unknown"] as? Bool == true)
        let asked = try await shop.payscore(["query", "A-1", "--output", "json"] + other)
        #expect(try asked.json["phase"] as? String == "in_service")
        #expect(try asked.json["verified"] as? Bool == true)
        #expect(asked.errors.contains(#""contradiction":"unverified_differs""#))
        let again = try await shop.payscore(
            ["observe", "-", "--output", "json"] + other, input: line)
        #expect(try again.json["phase"] as? String == "in_service")
        #expect(again.errors.contains(#""contradiction":"unverified_differs""#))
        let completed = try await shop.payscore(
            ["complete", "A-1", "-"] + other, input: Shop.completion(5000))
        #expect(completed.status == 0)
    }
}
