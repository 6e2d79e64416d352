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
            A difference is an answer, and no failure.
            """,
            zh: """
                文件是商户平台或微信接口给出的交易账单，须已解压。有差异也是正常的结果，不算失败。
                """))

    @Argument(help: told("The bill; - for standard input.", zh: "账单文件；- 表示标准输入。"))
    var file: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let input = try OpenInput(file)
        return try await CommandContext.with(.inspection, global, output) { context in
            let bill = try Self.read(input, of: try await context.merchant())
            let report = try await BillReport.comparing(
                bill.payments, with: context.engine, from: bill.start, until: bill.end)
            try output.answer(
                BillReportJSON(report, refunds: bill.refunds, others: bill.others)
            ) { BillOutput(report: report, bill: bill).lines }
            return .ok
        }
    }

    private static func read(
        _ input: OpenInput, of merchant: MerchantID?
    ) throws(Failure) -> TradeBill {
        var bill = TradeBill(of: merchant)
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
