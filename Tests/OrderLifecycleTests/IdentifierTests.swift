import OrderLifecycle
import Testing

/// The merchant's order numbers.
struct OutOrderNumberTests {
    @Test(
        arguments: [
            "1", "A-1", "2304203423948239423", "a_b-c*d|e", "*", "|",
            "0123456789abcdefABCDEF_-0123456*",
            "||||||||||",
        ])
    func `digits, letters and four signs are a number`(text: String) throws {
        #expect(try OutOrderNumber(text).text == text)
        #expect(try OutOrderNumber(text).description == text)
    }

    @Test(
        arguments: [
            ("", .empty),
            ("123456789012345678901234567890123", .tooLong(length: 33, limit: 32)),
            ("../refund", .forbiddenCharacter(offset: 0)),
            ("a/b", .forbiddenCharacter(offset: 1)),
            ("a?x=1", .forbiddenCharacter(offset: 1)),
            ("a#f", .forbiddenCharacter(offset: 1)),
            ("a%2Fb", .forbiddenCharacter(offset: 1)),
            (".", .forbiddenCharacter(offset: 0)),
            ("..", .forbiddenCharacter(offset: 0)),
            ("１２３", .forbiddenCharacter(offset: 0)),
            ("12\u{660}", .forbiddenCharacter(offset: 2)),
            ("a\0b", .forbiddenCharacter(offset: 1)),
            ("a\rb", .forbiddenCharacter(offset: 1)),
            ("a\n", .forbiddenCharacter(offset: 1)),
            ("a\r\nb", .forbiddenCharacter(offset: 1)),
            ("\u{1B}[2J", .forbiddenCharacter(offset: 0)),
            (" a", .forbiddenCharacter(offset: 0)),
            ("a\u{301}", .forbiddenCharacter(offset: 1)),
            ("\u{212A}", .forbiddenCharacter(offset: 0)),
            // Twenty-nine characters, four of them bars: thirty-seven bytes in a path.
            ("1234567890123456789012345||||", .tooLongEncoded(length: 37, limit: 32)),
            ("|||||||||||", .tooLongEncoded(length: 33, limit: 32)),
        ] as [(String, InvalidValue.Problem)])
    func `nothing else is a number`(text: String, problem: InvalidValue.Problem) {
        #expect(throws: InvalidValue(.outOrderNumber, problem)) { try OutOrderNumber(text) }
    }

    @Test func `ten million characters are refused by their length`() {
        let text = String(repeating: "1", count: 10_000_000)
        #expect(
            throws: InvalidValue(.outOrderNumber, .tooLong(length: 10_000_000, limit: 32))
        ) { try OutOrderNumber(text) }
    }

    @Test func `only the bar is encoded in a path`() throws {
        #expect(try OutOrderNumber("a|b*c-_Z9").pathSegment == "a%7Cb*c-_Z9")
        #expect(try OutOrderNumber("||||||||||").pathSegment.utf8.count == 30)
    }
}

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

/// The ways into the engine.
struct ChannelTests {
    @Test(arguments: ["cli", "order-service", "reconciler_2", "0"])
    func `lower-case letters, digits and two signs are a channel`(text: String) throws {
        #expect(try CallerChannel(text).text == text)
    }

    @Test(
        arguments: [
            ("", .empty),
            ("Cli", .forbiddenCharacter(offset: 0)),
            ("a b", .forbiddenCharacter(offset: 1)),
            ("a\nb", .forbiddenCharacter(offset: 1)),
            ("渠道", .forbiddenCharacter(offset: 0)),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", .tooLong(length: 33, limit: 32)),
        ] as [(String, InvalidValue.Problem)])
    func `nothing else is a channel`(text: String, problem: InvalidValue.Problem) {
        #expect(throws: InvalidValue(.channel, problem)) { try CallerChannel(text) }
    }
}
