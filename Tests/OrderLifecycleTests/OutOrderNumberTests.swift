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
