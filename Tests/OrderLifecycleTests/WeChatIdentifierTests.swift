import OrderLifecycle
import Testing

/// WeChat's identifiers.
struct WeChatIdentifierTests {
    private static func check<ID: WeChatIdentifier>(_ type: ID.Type, limit: Int) {
        let longest = String(repeating: "x", count: limit)
        #expect((try? ID(longest))?.text == longest)
        #expect((try? ID(longest))?.description == longest)
        #expect(throws: InvalidValue(ID.field, .tooLong(length: limit + 1, limit: limit))) {
            try ID(longest + "x")
        }
        #expect(throws: InvalidValue(ID.field, .empty)) { try ID("") }
        for text in [" ", "\t", "\0", "\u{7F}", "é", "１", "\u{202E}"] {
            #expect(throws: InvalidValue(ID.field, .forbiddenCharacter(offset: 1))) {
                try ID("a" + text)
            }
        }
    }

    @Test func `an identifier is visible ASCII of a limited length`() {
        Self.check(AppID.self, limit: 32)
        Self.check(ServiceID.self, limit: 32)
        Self.check(MerchantID.self, limit: 32)
        Self.check(OrderID.self, limit: 128)
    }

    @Test func `an identifier is named as WeChat names it`() {
        #expect(AppID.field.rawValue == "appid")
        #expect(ServiceID.field.rawValue == "service_id")
        #expect(MerchantID.field.rawValue == "mchid")
        #expect(OrderID.field.rawValue == "order_id")
    }
}
