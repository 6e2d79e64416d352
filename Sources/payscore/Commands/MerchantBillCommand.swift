import ArgumentParser
import Foundation
import OrderLifecycle
import SQLiteJournal
import StrictJSON
import WeChatPay

/// Fetches Pay Score's own bill into a file.
struct MerchantBillCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "merchant-bill",
        abstract: told(
            "Fetch Pay Score's own bill, verify it and write it to a file.",
            zh: "下载支付分对账单，验证后写入文件。"),
        discussion: told(
            """
            Nothing is compared: no page of WeChat's documents the columns of this bill. \
            `payscore bill` compares the trade bill, whose columns are known.

            The file must be new, and only its owner can read it: the bill may name customers. The \
            journal is not needed.
            """,
            zh: """
                不做核对：微信没有公开这份账单的列。`payscore bill` 核对的是交易账单，它的列有文档。

                文件须是新的，且只有属主能读：账单里可能有用户信息。不需要审计账本。
                """))

    @Argument(
        help: ArgumentHelp(
            told(
                "A day of the last three months, such as 2026-11-29, or an hour, such as "
                    + "2026112922, in Beijing time: WeChat's pages disagree on the form.",
                zh: "近三个月内的一天，例如 2026-11-29，或一小时，例如 2026112922，均为北京时间：微信各页面的格式不一致。")))
    var date: String

    @Option(
        help: ArgumentHelp(
            told("Write the bill to this file.", zh: "把账单写入这个文件。"), valueName: "file"),
        completion: .file())
    var out: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard (try? BillDate(date)) != nil else {
            throw ValidationError(
                "The date must be a day such as 2026-11-29, or an hour such as 2026112922.",
                zh: "日期须是一天，例如 2026-11-29，或一小时，例如 2026112922。")
        }
        guard !PathText.isNoPath(out) else {
            throw ValidationError("--out must be the path of a file.", zh: "--out 须是文件的路径。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let date = try BillDate(date)
        guard ExistingFile(at: out) == .nothing else { throw Self.taken(out) }
        let settings = try PayscoreConfiguration.load(global.config).weChatPaySettings()
        let provider = WeChatPayProvider(settings: settings)
        let fetched: Result<MerchantBill, any Error>
        do { fetched = .success(try await provider.fetchMerchantBill(of: date)) } catch {
            fetched = .failure(error)
        }
        await provider.shutdown()
        let bill = try fetched.get()
        do throws(NewFileFailure) {
            try NewFile.make(bill.content, at: out, mode: 0o600)
        } catch {
            throw error.isTaken ? Self.taken(out) : Self.notWritten(out, error.number)
        }
        try output.answer(form(of: bill)) { lines(of: bill) }
        return .ok
    }

    private func form(of bill: MerchantBill) -> JSONValue {
        [
            "bill_date": .string(bill.date.text), "parts": .number("\(bill.parts)"),
            "bytes": .number("\(bill.content.count)"), "file": .string(out),
        ]
    }

    private func lines(of bill: MerchantBill) -> [StyledText] {
        let date = bill.date.text
        let size = counted(bill.content.count, "byte", "bytes", zh: "字节")
        let parts = counted(bill.parts, "part", "parts", zh: "个部分")
        return [
            told(
                "\("WRITTEN", .good)  the bill of \(date) is in \(out, .bold)",
                zh: "\("已写入", .good)  \(date) 的账单在 \(out, .bold)"),
            told(
                "  \(size) in \(parts), each with the hash that WeChat signed",
                zh: "  \(size)，\(parts)，哈希均与微信签名的一致"),
            told(
                "  nothing was compared: no page documents this bill's columns",
                zh: "  没有核对：这份账单的列没有文档"),
        ]
    }

    private static func taken(_ path: String) -> Failure {
        Failure(
            .badInput, "file_not_replaced",
            "\(PathText.shown(path)): there is something already; name a new file")
    }

    private static func notWritten(_ path: String, _ number: Int32) -> Failure {
        Failure(
            [EACCES, EPERM].contains(number) ? .permission : .inputOutput, "file_not_written",
            "\(PathText.shown(path)): \(String(cString: strerror(number)))")
    }
}
