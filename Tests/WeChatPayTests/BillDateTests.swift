import Testing

@testable import WeChatPay

/// The two forms of a bill's date.
struct BillDateTests {
    @Test(arguments: ["2026-11-29", "2028-02-29", "2026112922", "2026112900"])
    func `a day and an hour are sent as they are given`(text: String) throws {
        #expect(try BillDate(text).text == text)
    }

    @Test(arguments: [
        "", "2026-02-29", "2026-13-01", "2026112924", "20261129", "2026/11/29", "2026-11-2９",
        "2026-11-29 ", "26-11-29", "&a=b&c=d&e", "--20261129",
    ])
    func `any other text is refused`(text: String) throws {
        let error = try #require(throws: WeChatPayError.self) { try BillDate(text) }
        #expect(error.code == .settingInvalid)
    }
}
