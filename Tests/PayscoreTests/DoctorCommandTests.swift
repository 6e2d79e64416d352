import Foundation
import Testing

/// `doctor`, with all in order and with WeChat gone.
struct DoctorCommandTests {
    @Test func `the doctor finds all in order, and says what to do when the sandbox is gone`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let well = try await shop.payscore("doctor", "--output", "json")
        #expect(well.status == 0, "\(well.output)")
        let names = try well.lines.compactMap { $0["check"] as? String }
        for name in ["configuration", "keys", "wechat", "clock", "sqlite", "journal"] {
            #expect(names.contains(name))
        }
        try await shop.stopSandbox()
        let ill = try await shop.payscore("doctor", "--output", "json")
        #expect(ill.status == 69)
        let line = try ill.lines.first { $0["check"] as? String == "wechat" }
        #expect(line?["advice"] is String)
        let cancel = try await shop.payscore("cancel", "A-1", "--reason", "x", "--output", "json")
        #expect(cancel.status == 69)
        #expect(cancel.errorCode == "provider_unreachable")
    }
}
