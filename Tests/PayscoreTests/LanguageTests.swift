import Foundation
import OrderLifecycle
import Testing

@testable import payscore

/// In which language, and in which zone, a person is told something.
@Suite struct LanguageTests {
    @Test(
        arguments: [
            ([], [:], .english),
            (["--lang", "zh"], [:], .chinese),
            (["query", "A-1", "--lang=zh"], [:], .chinese),
            (["query", "--", "--lang", "zh"], [:], .english),
            (["--lang", "en"], ["LC_ALL": "zh_CN.UTF-8"], .english),
            ([], ["LC_ALL": "zh_CN.UTF-8"], .chinese),
            ([], ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"], .english),
            ([], ["LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"], .chinese),
            ([], ["LANG": "zh_CN.UTF-8"], .chinese),
            ([], ["LANG": "C.UTF-8"], .english),
            (["--lang", "zh", "--output", "json"], ["LANG": "zh_CN.UTF-8"], .english),
        ] as [([String], [String: String], Language)])
    func `the option decides, then the locale`(
        words: [String], environment: [String: String], language: Language
    ) {
        #expect(Language.chosen(by: GivenArguments(words), environment) == language)
    }

    @Test(
        arguments: [
            ([], [:], .english, "2026-01-31T08:00:00.000Z"),
            ([], [:], .chinese, "2026-01-31T16:00:00.000+08:00"),
            (["--time-zone", "UTC"], [:], .chinese, "2026-01-31T08:00:00.000Z"),
            (["--time-zone=America/St_Johns"], [:], .english, "2026-01-31T04:30:00.000-03:30"),
            ([], ["TZ": "Asia/Shanghai"], .english, "2026-01-31T16:00:00.000+08:00"),
            ([], ["TZ": ":Asia/Kathmandu"], .chinese, "2026-01-31T13:45:00.000+05:45"),
            ([], ["TZ": "PRC"], .english, "2026-01-31T16:00:00.000+08:00"),
            (
                [], ["TZ": ":/usr/share/zoneinfo/Asia/Tokyo"], .english,
                "2026-01-31T17:00:00.000+09:00"
            ),
            ([], ["TZ": "CST-8"], .english, "2026-01-31T16:00:00.000+08:00"),
            ([], ["TZ": "<+0530>-5:30"], .english, "2026-01-31T13:30:00.000+05:30"),
            ([], ["TZ": "GMT+8"], .english, "2026-01-31T00:00:00.000-08:00"),
            ([], ["TZ": "UTC0"], .chinese, "2026-01-31T08:00:00.000Z"),
            ([], ["TZ": "Mars/Olympus"], .chinese, "2026-01-31T08:00:00.000Z"),
            (
                ["--time-zone=Asia/Tokyo", "--output=json"], ["TZ": "Asia/Tokyo"], .english,
                "2026-01-31T08:00:00.000Z"
            ),
        ] as [([String], [String: String], Language, String)])
    func `the option decides, then TZ, then the language`(
        words: [String], environment: [String: String], language: Language, text: String
    ) throws {
        let zone = ShownZone.chosen(by: GivenArguments(words), environment, language)
        let moment = try Timestamp(milliseconds: 1_769_846_400_000)
        #expect(moment.text(in: zone) == text)
    }

    @Test(
        arguments: [
            ([], "Mars/Olympus", "Mars/Olympus"), ([], ":/dev/null", ":/dev/null"),
            ([], "CST-8CDT,M3.2.0,M11.1.0", "CST-8CDT,M3.2.0,M11.1.0"),
            ([], "Asia/Shanghai", nil), ([], "CST-8", nil), ([], "", nil), ([], nil, nil),
            (["--time-zone", "UTC"], "Mars/Olympus", nil),
        ] as [([String], String?, String?)])
    func `a TZ that decides and is no zone is told`(
        words: [String], zone: String?, told: String?
    ) async throws {
        let environment = zone.map { ["TZ": $0] } ?? [:]
        #expect(ShownZone.unknown(GivenArguments(words), environment) == told)
        let directory = try TemporaryDirectory()
        for (format, mark) in [("text", "notice time_zone_unknown: "), ("json", #"{"notice":"#)] {
            let run = try await Program.run(
                ["can-cancel", "--snapshot", "-", "--output", format] + words,
                in: directory.url, input: #"{"state":"REVOKED"}"#, environment: environment)
            #expect(run.status == 11)
            #expect(run.errors.contains(mark) == (told != nil), "\(run.errors)")
            #expect(run.errors.contains("time_zone_unknown") == (told != nil))
        }
    }

    @Test func `a moment at the end of the calendar is shown in UTC`() throws {
        let last = Timestamp(clamping: .max)
        let zone = try #require(ShownZone.named("Asia/Shanghai"))
        #expect(last.text(in: zone) == last.description)
    }

    @Test(arguments: ["Beijing", "CST-8", "", "asia/shanghai", "GMT+8"])
    func `what is no zone's name is refused`(name: String) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(["orders", "--time-zone", name], in: directory.url)
        #expect(run.status == 64)
        #expect(run.errors.contains("--time-zone"))
    }
}
