import Foundation
import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import SQLiteJournal
import Testing

/// A journal in which a record is dated a year ahead, because the clock was when it was made.
struct DatedAheadTests {
    private static let year: Int64 = 31_536_000_000

    /// Records an order's observation by a clock that is a year ahead.
    private func leap(_ shop: Shop, order: String = "Z-9") async throws {
        let journal = try await SQLiteJournalStore.open(at: shop.database)
        let provider = FakeProvider(merchant: nil)
        let number = try OutOrderNumber(order)
        provider.show(number, as: OrderSnapshot(state: "CREATED"))
        let ahead = SystemClock().now().advanced(by: .milliseconds(Self.year))
        let engine = Engine(
            journal: journal, provider: provider, clock: ManualClock(start: ahead))
        let caller = Caller(actor: try ActorName("tester"), channel: try CallerChannel("test"))
        _ = try await engine.query(number, caller: caller)
        try await journal.close()
    }

    @Test func `doctor, verify and every command that writes tell of it, and writing goes on`()
        async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let before = try await shop.payscore("verify", "--output", "json")
        #expect(try before.json["dated_ahead"] is NSNull)
        let first = try Unwrap.value(try before.json["records"] as? Int, "no count") + 1
        try await leap(shop)

        let verify = try await shop.payscore("verify", "--output", "json")
        #expect(verify.status == 0)
        #expect(try verify.json["sound"] as? Bool == true)
        let ahead = try verify.json["dated_ahead"] as? [String: Int]
        #expect(ahead?["sequence"] == first)
        #expect(ahead.map { ($0["milliseconds"] ?? 0) > 31_000_000_000 } == true)
        let shown = try await shop.payscore("verify")
        #expect(shown.output.contains("from record #\(first) on"), "\(shown.output)")

        let asked = try await shop.payscore("can-cancel", "A-1", "--output", "json")
        #expect(asked.status == 10)
        #expect(asked.errors.contains("journal_ahead_of_clock"), "\(asked.errors)")
        let permit = try asked.json["permit"] as? [String: Any]
        let end = try Date(
            try Unwrap.value(permit?["expires_at"] as? String, "no permit"),
            strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        #expect(end.timeIntervalSinceNow <= 600)
        let written = try await shop.payscore("protect", "A-1", "--reason", "x")
        #expect(written.status == 0)
        #expect(written.errors.contains("ALARM journal_ahead_of_clock: record #"))

        let whole = try await shop.payscore("resume", "--reason", "x")
        #expect(whole.errors.contains("journal_ahead_of_clock"))

        let doctor = try await shop.payscore("doctor", "--output", "json")
        let line = try doctor.lines.first { $0["check"] as? String == "journal time" }
        #expect(line?["verdict"] as? String == "warn")
        #expect((line?["finding"] as? String)?.contains("since record #\(first)") == true)
        #expect((line?["finding"] as? String)?.contains("days ahead") == true)
        #expect(doctor.status == 0)
    }

    @Test func `a journal that keeps step with the clock is said to`() async throws {
        let shop = try await Shop()
        let made = try await shop.create("A-1")
        #expect(!made.errors.contains("journal_ahead_of_clock"))
        let doctor = try await shop.payscore("doctor", "--output", "json")
        let line = try doctor.lines.first { $0["check"] as? String == "journal time" }
        #expect(line?["verdict"] as? String == "ok")
    }

    @Test func `an observation that is dated ahead of the clock has no age`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        try await leap(shop)
        let run = try await shop.payscore("can-cancel", "Z-9", "--offline", "--output", "json")
        #expect(try run.json["observation_age_seconds"] is NSNull)
        let shown = try await shop.payscore("can-cancel", "Z-9", "--offline")
        #expect(shown.output.contains("its age unknown"))
    }
}
