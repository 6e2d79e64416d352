import Testing

@testable import Sandbox

struct WeChatTimeTests {
    @Test(arguments: [
        ("20240229", true), ("20230229", false), ("20261301", false), ("20260102030405", true),
        ("20260102240000", false), ("202601020304", false), ("00000101", false),
        ("２０２６０１０１", false),
    ])
    func `a day or second must exist`(text: String, exists: Bool) {
        #expect(WeChatTime.isDayOrSecond(text) == exists)
    }
}
