import Foundation
import Testing

/// The merchant's own JSON: what is wrong with it is told with the file and the place.
struct MerchantBodyTests {
    @Test(arguments: [
        ("create", ["order.json"], "/atach", "attach"),
        ("create-completed", ["order.json"], "/total_amout", "total_amount"),
        ("complete", ["A-1", "order.json"], "/total_amout", "total_amount"),
        ("modify", ["A-1", "order.json"], "/total_amout", "total_amount"),
    ])
    func `a member that no page names is told with the nearest name`(
        call: String, words: [String], pointer: String, nearest: String
    ) async throws {
        let directory = try TemporaryDirectory()
        try directory.write(
            #"{"out_order_no":"A-1","\#(pointer.dropFirst())":1}"#, to: "order.json")
        let run = try await Program.run([call] + words, in: directory.url)
        // What follows is that no merchant is configured.
        #expect(run.status == 78)
        #expect(
            run.errors.hasPrefix(
                "notice member_unknown: order.json: \(pointer): WeChat's page of this call does "
                    + "not name this member; did you mean \(nearest)?\n"))
        let json = try await Program.run(
            [call] + words + ["--output", "json"], in: directory.url)
        #expect(json.errors.hasPrefix(#"{"notice":{"code":"member_unknown","message":"order.json"#))
    }

    @Test func `a member that WeChat would refuse is told with the file`() async throws {
        let shop = try await Shop()
        for (text, told) in [
            (
                Shop.creation("A-1").replacing("充电宝", with: ""),
                "order.json: /service_introduction: is empty"
            ),
            (#"{"out_order_no":"a/b"}"#, "order.json: out_order_no has a character at byte 1"),
            ("{}", "order.json: /out_order_no: "), ("{", "order.json: "),
        ] {
            try shop.directory.write(text, to: "order.json")
            let run = try await shop.payscore("create", "order.json")
            #expect(run.status == 65)
            #expect(run.errors.contains(told), "\(run.errors)")
        }
    }

    @Test func `all that is wrong with a file is told at once`() async throws {
        let shop = try await Shop()
        try shop.directory.write(
            #"{"out_order_no":"A-1","risk_fund":{"name":"DEPOSIT","amount":"5"},"x":null}"#,
            to: "order.json")
        let run = try await shop.payscore("create", "order.json")
        #expect(run.status == 65)
        let lines = run.errors.split(separator: "\n").map(String.init)
        let start = try Unwrap.value(
            lines.firstIndex(of: "error request_invalid: order.json: 5 problems"), run.errors)
        #expect(
            Array(lines[(start + 1)...]) == [
                "  /x: is null; leave it out instead", "  /service_introduction: is required",
                "  /time_range: is required", "  /notify_url: is required",
                "  /risk_fund/amount: must be a whole number without quotation marks, point or "
                    + "exponent",
            ])
        let json = try await shop.payscore("create", "order.json", "--output", "json")
        let told = try Unwrap.value(json.errors.split(separator: "\n").last, json.errors)
        #expect(
            told.contains(#""problems":[{"message":"is null"#) || told.contains(#""pointer":"/x""#))
        #expect(told.contains(#""pointer":"/risk_fund/amount""#))
        let chinese = try await shop.payscore(
            "create", "order.json", environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(chinese.errors.contains("错误 request_invalid：order.json: 5 处问题"))
    }
}
