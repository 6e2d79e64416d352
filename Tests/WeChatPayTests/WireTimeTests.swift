import OrderLifecycle
import Testing

@testable import WeChatPay

struct WireTimeTests {
    @Test(
        arguments: [
            ("19700101080000", 0), ("20180225112233", 1_519_528_953),
            ("20000229000000", 951_753_600), ("20240229235959", 1_709_222_399),
            ("20231231235959", 1_704_038_399), ("21000301000000", 4_107_513_600),
        ] as [(String, Int64)])
    func `a time is in Beijing's`(text: String, seconds: Int64) {
        #expect(WireTime.moment(text)?.milliseconds == seconds * 1000)
    }

    @Test(arguments: [
        "", "20180225", "2018022511223", "20180230112233", "20180225242233", "20180225116033",
        "2018-02-25 11:2", "19691231235959", "２０１８0225112233",
    ])
    func `what is no moment is none`(text: String) {
        #expect(WireTime.moment(text) == nil)
    }
}
