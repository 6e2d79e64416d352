import Foundation
import Testing

/// `merchant-bill`, against a sandbox.
struct MerchantBillCommandTests {
    private static func fetch(
        _ shop: Shop, _ date: String = "2026-11-29", to file: String = "bill.txt"
    ) async throws -> Program.Run {
        try await shop.payscore("merchant-bill", date, "--out", file, "--output", "json")
    }

    private static func written(_ shop: Shop) -> URL {
        shop.directory.url.appendingPathComponent("bill.txt")
    }

    @Test(arguments: ["2026-11-29", "2026112922"])
    func `a bill is fetched in parts, opened, verified and written for its owner alone`(
        date: String
    ) async throws {
        let shop = try await Shop()
        let run = try await Self.fetch(shop, date)
        #expect(run.status == 0, "\(run.errors)")
        let file = Self.written(shop)
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains("\(date) 第1部分") == true)
        #expect(lines.last?.contains("\(date) 第2部分") == true)
        let form = try run.json
        #expect(form["parts"] as? Int == 2)
        #expect(form["bytes"] as? Int == text.utf8.count)
        #expect(form["file"] as? String == "bill.txt")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        // There is no journal, and none is begun.
        #expect(!FileManager.default.fileExists(atPath: shop.database))

        let again = try await Self.fetch(shop, "2026-11-30")
        #expect(again.status == 65)
        #expect(again.errorCode == "file_not_replaced")
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
        let told = try await shop.payscore("merchant-bill", date, "--out", "other.txt")
        #expect(told.output.contains("nothing was compared"))
    }

    @Test(
        arguments: [
            ("merchant_bill", "unsigned", "bill_unavailable", 69),
            ("merchant_bill", "garbage", "bill_unavailable", 69),
            ("merchant_bill", "error_500", "bill_unavailable", 69),
            ("merchant_bill", "answer_lost", "bill_unavailable", 69),
            ("bill_download", "garbage", "bill_altered", 15),
            ("bill_download", "error_500", "bill_unavailable", 69),
            ("bill_download", "answer_lost", "bill_unavailable", 69),
        ] as [(String, String, String, Int32)])
    func `nothing is written of what is not verified`(
        operation: String, kind: String, code: String, status: Int32
    ) async throws {
        let shop = try await Shop()
        let fault = #"{"operation":"\#(operation)","kind":"\#(kind)"}"#
        _ = try await shop.control("faults", body: fault)
        let run = try await Self.fetch(shop)
        #expect(run.errorCode == code, "\(run.errors)")
        #expect(run.status == status)
        #expect(!FileManager.default.fileExists(atPath: Self.written(shop).path))
        #expect(try await Self.fetch(shop).status == 0)
    }

    @Test(arguments: ["2026-11-31", "20261129", "2026-11-29T00", "", "２０２６-11-29"])
    func `a date of another form is not asked for`(date: String) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["merchant-bill", date, "--out", "bill"], in: directory.url)
        #expect(run.status == 64, "\(run.errors)")
    }
}
