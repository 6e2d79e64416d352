import Foundation
import Testing

/// The merchant's own JSON: what is wrong with it is told with the file and the place.
struct MerchantBodyTests {
    @Test(arguments: [
        ("create", ["order.json"], "/atach", "attach"),
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
            (#"{"out_order_no":"A-1"}"#, "order.json: /service_introduction: is required"),
            (#"{"out_order_no":"a/b"}"#, "order.json: out_order_no has a character at byte 1"),
            ("{}", "order.json: /out_order_no: "), ("{", "order.json: "),
        ] {
            try shop.directory.write(text, to: "order.json")
            let run = try await shop.payscore("create", "order.json")
            #expect(run.status == 65)
            #expect(run.errors.contains(told), "\(run.errors)")
        }
    }
}
