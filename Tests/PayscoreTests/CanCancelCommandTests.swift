import Foundation
import Testing

/// `can-cancel` without WeChat.
struct CanCancelCommandTests {
    @Test func `an offline decision says how old its observation is`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        try await shop.stopSandbox()
        let run = try await shop.payscore("can-cancel", "A-1", "--offline", "--output", "json")
        #expect(run.status == 10)
        #expect(try (run.json["observation_age_seconds"] as? Int).map { $0 >= 0 } == true)
        #expect(try run.json["permit"] is NSNull)
        let none = try await shop.payscore("can-cancel", "NONE", "--offline", "--output", "json")
        #expect(none.status == 66)
        #expect(none.errorCode == "order_unknown")
    }
}
