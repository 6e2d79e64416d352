import Foundation
import OrderLifecycle
import StrictJSON
import Testing

@testable import payscore

/// What stands on the screen.
struct OutputTests {
    @Test(arguments: [
        ("abc", 3), ("订单", 4), ("¥12.30", 6), ("e\u{301}", 1), ("ａ", 2), ("", 0), ("→", 1),
    ])
    func `a Chinese character takes two columns`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test func `nothing that a terminal would obey is shown as it is`() {
        let text = StyledText("a\u{1B}[31mb\r\n\u{202E}c\u{9B}d")
        #expect(text.rendered(inColour: false) == "a\\u{1B}[31mb\\u{D}\\u{A}\\u{202E}c\\u{9B}d")
        let styled: StyledText = "\("x\u{7}", .bad)"
        #expect(styled.rendered(inColour: false) == "x\\u{7}")
        #expect(styled.rendered(inColour: true) == "\u{1B}[31mx\\u{7}\u{1B}[0m")
        let value = JSONValue.string("a\u{1B}\u{85}\u{2028}\"\\")
        #expect(value.visible == #""a\u001b\u0085\u2028\"\\""#)
        #expect(JSONValue.string("\u{E0001}").visible == #""\udb40\udc01""#)
    }

    @Test func `columns stand under each other whatever is in them`() {
        var table = TextTable(["A", "B", "C"], rightAligned: [1])
        table.add(["订单", "5", "x"])
        table.add(["a", "500", "y"])
        let lines = table.lines.map { $0.rendered(inColour: false) }
        #expect(lines == ["A       B  C", "订单    5  x", "a     500  y"])
    }

    @Test func `long text is broken at spaces and between Chinese characters`() {
        #expect(wrapped("one two three", to: 8) == ["one two", "three"])
        #expect(wrapped("一二三四五", to: 4) == ["一二", "三四", "五"])
        #expect(wrapped("", to: 10) == [""])
        #expect(wrapped("abcdefghij", to: 4).joined() == "abcdefghij")
        #expect(wrapped("a 订单 b", to: 100) == ["a 订单 b"])
        #expect(wrapped("一二，三（四）五", to: 6) == ["一二，", "三", "（四）", "五"])
        #expect(wrapped("用 abc三四", to: 6) == ["用 abc", "三四"])
    }

    @Test func `the exit codes are the documented ones`() {
        #expect(
            ExitStatus.allCases.map(\.rawValue) == [
                0, 10, 11, 12, 13, 14, 15, 16, 17, 64, 65, 66, 69, 74, 77, 78,
            ])
    }

    @Test func `every variable's name is the one that the library looks for`() {
        #expect(ConfigurationKey.merchantID.environmentName == "PAYSCORE_MERCHANT_MCHID")
        #expect(
            ConfigurationKey.apiV3KeyFile.environmentName == "PAYSCORE_MERCHANT_API_V3_KEY_FILE")
        #expect(ConfigurationKey.database.environmentName == "PAYSCORE_DATABASE")
    }

    @Test func `the nearest name is offered only where one is near`() {
        let known = ["merchant.mchid", "database"]
        #expect(nearestName(to: "merchant.mchd", among: known) == "merchant.mchid")
        #expect(nearestName(to: "zzz", among: known) == nil)
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

    @Test(arguments: ["", " --output json"])
    func `what is closed takes no file's place`(_ option: String) async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let seal = #""$PAYSCORE" checkpoint --database sandbox/payscore.sqlite --out pub"# + option
        #expect(try await Program.shell(seal, in: shop.directory.url).status == 0)
        let published = shop.directory.url.appending(path: "pub")
        let note = try Data(contentsOf: published)
        for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
            _ = try await Program.shell("\(seal) \(closed)", in: shop.directory.url)
            #expect(try Data(contentsOf: published) == note)
        }
    }

    @Test(arguments: [
        "cancel A-1 pmt_0123456789abcdef --reason x", "pmt_0123456789abcdef",
        "orders --pmt_0123456789abcdef", "modify A-1 pmt_0123456789abcdef",
        "orders --output=pmt_0123456789abcdef",
    ])
    func `a permit in the wrong place is not repeated`(_ words: String) async throws {
        let directory = try TemporaryDirectory()
        for option in ["", "--output json"] {
            let run = try await Program.run(
                "\(words) \(option)".split(separator: " ").map(String.init), in: directory.url)
            #expect(run.status != 0)
            #expect(!(run.output + run.errors).contains("0123456789abcdef"))
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
