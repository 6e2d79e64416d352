import OrderLifecycle
import Testing

@testable import WeChatPay

/// HTTP's one form of a date.
struct HTTPDateTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
        ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
        ("Sun, 31 Dec 2000 00:00:00 GMT", 978_220_800),
    ])
    func `a date is read to the second`(text: String, seconds: Int64) {
        #expect(HTTPDate.moment(text) == Timestamp(clamping: seconds * 1000))
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 GMT ", "1800000000",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 00 Nov 1994 00:00:00 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Wed, 31 Dec 1969 23:59:59 GMT",
        "Sun, ٠٦ Nov 1994 08:49:37 GMT",
    ])
    func `anything else is none`(text: String) {
        #expect(HTTPDate.moment(text) == nil)
    }
}
