import Foundation
import OrderLifecycle
import Testing

@testable import payscore

struct GivenTimeTests {
    private static let beijing = TimeZone(identifier: "Asia/Shanghai") ?? .gmt

    @Test(arguments: [
        ("2026-01-31", false, "2026-01-30T16:00:00.000Z"),
        ("2026-01-31", true, "2026-01-31T16:00:00.000Z"),
        ("2026-01-31T16:00", false, "2026-01-31T08:00:00.000Z"),
        ("2026-01-31T16:00", true, "2026-01-31T08:00:00.000Z"),
        ("2026-01-31 16:00:05.25", false, "2026-01-31T08:00:05.250Z"),
        ("2026-01-31T16:00Z", false, "2026-01-31T16:00:00.000Z"),
        ("2026-01-31T16:00:00-05:30", false, "2026-01-31T21:30:00.000Z"),
        ("2024-02-29", false, "2024-02-28T16:00:00.000Z"),
    ])
    func `a time without a zone is the person's`(text: String, isEnd: Bool, expected: String) {
        #expect(GivenTime.read(text, in: Self.beijing, isEnd: isEnd)?.description == expected)
    }

    @Test(arguments: [
        "", "yesterday", "2026-1-1", "2026-02-30", "2026-13-01", "2026-01-01T24:00",
        "2026-01-01T10:60", "2026-01-01T10", "2026-01-01Z", "2026-01-01T10:00+8",
        "2026-01-01T10:00+99:00", "１２３４-01-01", "1969-01-01", "2026-01-01 ",
    ])
    func `what is no time is none`(text: String) {
        #expect(GivenTime.read(text, in: .gmt) == nil)
    }

    @Test func `a day has its own length where the clocks change`() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let start = try #require(GivenTime.read("2026-03-29", in: zone))
        let end = try #require(GivenTime.read("2026-03-29", in: zone, isEnd: true))
        #expect(end.since(start) == .seconds(23 * 3600))
    }

    @Test func `a time is read in the zone of text, whatever the output`() {
        let given = GivenArguments(["forgiven", "--output", "json", "--time-zone", "Asia/Tokyo"])
        #expect(ShownZone.chosen(by: given, [:], .english) == .gmt)
        #expect(ShownZone.ofText(given, [:], .english).identifier == "Asia/Tokyo")
        let json = GivenArguments(["--output", "json"])
        #expect(Language.chosen(by: json, ["LANG": "zh_CN"]) == .english)
        #expect(Language.ofText(json, ["LANG": "zh_CN"]) == .chinese)
    }
}
