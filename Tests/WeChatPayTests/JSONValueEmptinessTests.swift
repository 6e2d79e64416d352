import StrictJSON
import Testing

@testable import WeChatPay

struct JSONValueEmptinessTests {
    @Test(arguments: [
        ("\"\"", true), ("null", true), ("{}", true), ("[]", true),
        ("{\"a\":[{}],\"b\":\"\"}", true),
        ("0", false), ("false", false), ("[0]", false), ("{\"a\":{\"b\":0}}", false),
    ])
    func `what says nothing counts as absent`(text: String, isEmpty: Bool) throws {
        let value = try JSONValue.read(Array(text.utf8), limit: 4096)
        #expect((value.unlessEmpty == nil) == isEmpty)
    }
}
