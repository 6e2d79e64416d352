import Foundation
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import Sandbox
import Testing

@testable import payscore

/// What a person who reads Chinese is told where a command has no answer.
@Suite struct ChineseErrorTests {
    /// A command line that fails, and what is told of it.
    struct Mistake: Sendable {
        let words: [String]
        let status: Int32
        /// How what is told begins.
        let told: String
        var details = "错误"
    }

    private static let mistakes = [
        Mistake(
            words: ["history", "A-1"], status: 66,
            told: "错误 journal_missing：这里还没有账本；请改正路径或指明配置文件，或先运行 payscore init。（详情：/",
            details: "payscore.sqlite: there is no journal here; "),
        Mistake(
            words: ["observe", "none.json"], status: 66,
            told: "错误 file_missing：没有这个文件；请改正路径。（详情：none.json: No such file or directory）\n"),
        Mistake(
            words: ["cancel", "A-1", "--reason", ""], status: 65,
            told: "错误 invalid_reason：原因（reason）不能为空。\n"),
        Mistake(
            words: ["query", "A B"], status: 65,
            told: "错误 invalid_out_order_no：商户订单号（out_order_no）在第 1 字节处（从 0 数起）有不允许的字符。\n"),
        Mistake(
            words: ["init", "--actor", "a b"], status: 65,
            told: "错误 invalid_actor：操作者的名字（actor）在第 1 字节处（从 0 数起）有 U+0020；"),
        Mistake(
            words: ["histroy", "A-1"], status: 64,
            told: "错误 usage：没有 histroy 这个命令；是不是 payscore history？\n"),
        Mistake(
            words: ["orders", "--limit", "0"], status: 64,
            told: "错误 usage：命令的用法有误；在命令后加 --help 可以查看用法。\n",
            details: "--limit "),
        Mistake(
            words: ["sandbox", "--port", "99999"], status: 64,
            told: "错误 port_out_of_range：99999 不是端口；请用 1 到 65535，或用 0 由系统选取。\n"),
        Mistake(
            words: ["orders", "--config", "bad.json"], status: 78,
            told: "错误 configuration_key_unknown：配置里没有这个键；请改正它的名称。（详情：bad.json: ",
            details: "did you mean merchant.mchid?）\n"),
        Mistake(
            words: ["can-cancel", "--snapshot", "lines"], status: 65,
            told: "错误 json_invalid：这不是合格的 JSON；详情写明了出错的字节。（详情：lines: order: "),
    ]

    private static func desk() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try directory.write(#"{"merchant":{"mch_id":"1"}}"#, to: "bad.json")
        try directory.write("x\n", to: "lines")
        return directory
    }

    @Test(arguments: mistakes.indices) func `the option or the locale makes errors Chinese`(
        index: Int
    ) async throws {
        let mistake = Self.mistakes[index]
        let directory = try Self.desk()
        let byOption = try await Program.run(
            mistake.words + ["--lang", "zh"], in: directory.url, environment: Program.merchant)
        let environment = Program.merchant.merging(["LC_ALL": "zh_CN.UTF-8"]) { $1 }
        let byLocale = try await Program.run(
            mistake.words, in: directory.url, environment: environment)
        for run in [byOption, byLocale] {
            #expect(run.status == mistake.status)
            #expect(run.errors.hasPrefix(mistake.told), "\(run.errors)")
            #expect(run.errors.contains(mistake.details), "\(run.errors)")
        }
        let english = try await Program.run(
            mistake.words + ["--lang", "en"], in: directory.url, environment: environment)
        #expect(!english.errors.contains("错误"))
    }

    @Test(arguments: mistakes.indices) func `JSON is the same in each language`(
        index: Int
    ) async throws {
        let words = Self.mistakes[index].words + ["--output", "json", "--lang"]
        let directory = try Self.desk()
        let runs = try await [
            Program.run(words + ["en"], in: directory.url, environment: Program.merchant),
            Program.run(words + ["zh"], in: directory.url, environment: Program.merchant),
        ]
        #expect(runs[0].errorCode != nil)
        #expect(runs[0].errors == runs[1].errors)
        #expect(runs[0].output == runs[1].output)
    }

    @Test func `what a verification finds is told in Chinese`() async throws {
        let directory = try TemporaryDirectory()
        _ = try await Program.run(["init"], in: directory.url, environment: Program.merchant)
        try FileManager.default.removeItem(
            at: directory.url.appendingPathComponent("payscore.sqlite.head"))
        let run = try await Program.run(["verify", "--lang", "zh"], in: directory.url)
        #expect(run.status == 15)
        #expect(
            run.output.contains(
                "head_unusable：进度文件缺失、损坏，或属于另一个账本，无法判断账本的末尾是否还在。（详情："))
    }

    @Test func `a finding names its place`() throws {
        let order = Subject.order(try OutOrderNumber("A-1"))
        let finding = VerificationFinding(.revisionGap, sequence: 7, subject: order, "no 3")
        #expect(
            finding.chinese
                == "revision_gap（记录 #7，订单 A-1）：订单的版本不连续：有记录被删除或挪动。（详情：no 3）")
        #expect(VerificationFinding(.headAhead, "n").chinese.hasPrefix("head_ahead：记录比"))
    }

    @Test func `a call that was sent before is told of in Chinese too`() throws {
        let failure = Failure(.inputOutput, "journal_io", "the disk").afterSending
        #expect(failure.sentencesInChinese.hasPrefix("磁盘或系统出错。此前已发出请求，"))
        #expect(failure.sentencesInChinese.hasSuffix("then `payscore attempts`）"))
        let value = Failure(InvalidValue(.reason, .empty)).inFile("a.json").afterSending
        #expect(value.sentencesInChinese.hasPrefix("a.json：原因（reason）不能为空。此前已发出请求，"))
        #expect(!value.sentencesInChinese.contains("详情"))
        let line = Failure(InvalidValue(.reason, .empty)).inLine(3, of: "a.json")
        #expect(line.sentencesInChinese == "a.json 第 3 行：原因（reason）不能为空。")
    }

    @Test func `a refused value is told with its numbers`() throws {
        let problems: [(InvalidValue.Problem, String)] = [
            (.tooLong(length: 40, limit: 30), "有 40 个 UTF-16 单位，最多 30 个 UTF-16 单位（一个字母或汉字算一个）。"),
            (.tooLongEncoded(length: 40, limit: 32), "经百分号编码后有 40 字节，最多 32 字节。"),
            (.foreignToIdentifiers("\u{430}", offset: 2), "在第 2 字节处（从 0 数起）有 U+0430；"),
            (.noUnit(number: 50), "元写作 50.00、¥50 或 50元，分写作 50 fen。"),
        ]
        for (problem, words) in problems {
            let sentence = InvalidValue(.reason, problem).chinese
            #expect(sentence.contains(words), "\(sentence)")
        }
        let range = InvalidValue(.freshness, .outOfRange(minimum: 1, maximum: 60_000))
        #expect(range.chinese == "新鲜度（freshness）须在 1 到 60000 毫秒之间。")
    }
}
