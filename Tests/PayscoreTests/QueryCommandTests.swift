import Foundation
import Testing

/// `query`, where WeChat's answer is not this merchant's.
struct QueryCommandTests {
    @Test func `an answer of another merchant is not recorded`() async throws {
        let shop = try await Shop()
        let run = try await shop.payscore(
            "observe", "-", "--output", "json",
            input: #"{"out_order_no":"A-1","mchid":"1","state":"CREATED"}"#)
        #expect(run.status == 65)
        #expect(run.errorCode == "order_foreign")
        let nameless = try await shop.payscore(
            "observe", "-", "--output", "json", input: #"{"state":"CREATED"}"#)
        #expect(nameless.status == 65)
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }
}
