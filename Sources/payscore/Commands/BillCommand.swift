import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle
import WeChatPay

/// Compares one of WeChat's bills with the journal.
struct BillCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill",
        abstract: told(
            "Compare WeChat's trade bill with the journal, and list what differs.",
            zh: "把微信的交易账单与账本核对，列出差异。"),
        discussion: told(
            """
            The file is a trade bill as the merchant platform or WeChat's API gives it, unpacked. \
            A difference is an answer, and no failure. The payments that the journal recorded \
            on the bill's days must be on it. A bill without a payment does not tell its day: \
            say it with --day.
            """,
            zh: """
                文件是商户平台或微信接口给出的交易账单，须已解压。有差异也是正常的结果，不算失败。\
                账本在账单所属日期记录的支付，账单里都应当有。没有支付的账单看不出日期，须用 --day 说明。
                """))

    @Argument(
        help: told("The bill; - for standard input.", zh: "账单文件；- 表示标准输入。"),
        completion: .file(extensions: ["csv"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            told(
                "The day that the bill must be of, in Beijing time, such as 2026-01-31.",
                zh: "账单所属的日期（北京时间），例如 2026-01-31。"),
            valueName: "day"))
    var day: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard day == nil || moment != nil else {
            throw ValidationError(
                "--day is a day such as 2026-01-31.", zh: "--day 须是日期，例如 2026-01-31。")
        }
    }

    /// The beginning of the day that was given.
    private var moment: Timestamp? {
        guard let day, day.utf8.count == 10 else { return nil }
        return GivenTime.read(day, in: Audience.beijing)
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let input = try OpenInput(file)
        return try await CommandContext.with(.inspection, global, output) { context in
            let bill = try Self.read(input, of: try await context.merchant(), on: moment)
            guard let start = bill.start, let end = bill.end else {
                throw Failure.usage(
                    "the bill has no payment that tells its day, so nothing was compared; say "
                        + "of which day it is with --day",
                    zh: "账单里没有能看出日期的支付，因此没有核对；请用 --day 说明是哪一天的账单")
            }
            let report = try await BillReport.comparing(
                bill.payments, with: context.engine, from: start, until: end)
            try output.answer(
                BillReportJSON(report, refunds: bill.refunds, others: bill.others)
            ) { BillOutput(report: report, bill: bill).lines }
            return .ok
        }
    }

    private static func read(
        _ input: OpenInput, of merchant: MerchantID?, on day: Timestamp?
    ) throws(Failure) -> TradeBill {
        var bill = TradeBill(of: merchant, on: day)
        var lines = InputLines(limit: TradeBill.lineLimit) { () throws(Failure) in
            try input.nextPart()
        }
        while let line = try lines.next() {
            guard line.bytes.count <= TradeBill.lineLimit,
                let text = String(validating: line.bytes, as: UTF8.self)
            else {
                throw Failure(
                    .badInput, WeChatPayErrorCode.billInvalid.rawValue,
                    "\(input.name): line \(line.number) is too long or not UTF-8; a bill from "
                        + "WeChat is unpacked first (gzip -d)")
            }
            do throws(WeChatPayError) { try bill.read(text, line: line.number) } catch {
                throw Failure(error).inFile(input.name)
            }
        }
        do throws(WeChatPayError) { try bill.finish() } catch {
            throw Failure(error).inFile(input.name)
        }
        return bill
    }
}
