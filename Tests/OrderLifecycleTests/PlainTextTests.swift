import OrderLifecycle
import Testing

/// Reasons: text that a person wrote and another will read.
struct PlainTextTests {
    @Test(
        arguments: [
            "用户投诉", "a", "=HYPERLINK(\"http://x\")", "<script>alert(1)</script>",
            "two words", "☎ 3-byte", "1\u{FE0F}\u{20E3}", "e\u{301}", "❤\u{FE0F}", "\u{3000}退 款",
            String(repeating: "微", count: 30),
        ])
    func `a reason is kept exactly as it was written`(text: String) throws {
        #expect(Array(try CancelReason(text).text.utf8) == Array(text.utf8))
        #expect(try CancelReason(text).description == text)
    }

    static let refused: [(text: String, problem: InvalidValue.Problem)] = [
        ("", .empty),
        (" ", .empty),
        ("   \u{3000}", .empty),
        ("\u{2800} \u{2800}", .empty),
        // Fillers, a joiner and selectors: shown as nothing.
        ("\u{3164}", .forbiddenCharacter(offset: 0)),
        ("a\u{115F}", .forbiddenCharacter(offset: 1)),
        ("a\u{34F}b", .forbiddenCharacter(offset: 1)),
        ("用\u{FE00}", .forbiddenCharacter(offset: 3)),
        ("用\u{FE0F}", .forbiddenCharacter(offset: 3)),
        ("\u{FE0F}", .forbiddenCharacter(offset: 0)),
        ("❤\u{FE0F}\u{FE0F}", .forbiddenCharacter(offset: 6)),
        // Unassigned, and no characters at all.
        ("a\u{378}", .forbiddenCharacter(offset: 1)),
        ("用户\u{FFFF}取消", .forbiddenCharacter(offset: 6)),
        ("用户\u{FFFE}", .forbiddenCharacter(offset: 6)),
        (String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self), .forbiddenCharacter(offset: 0)),
        ("a\u{F8FF}", .forbiddenCharacter(offset: 1)),
        ("\u{200B}", .forbiddenCharacter(offset: 0)),
        ("a\u{2060}b", .forbiddenCharacter(offset: 1)),
        ("a\u{AD}b", .forbiddenCharacter(offset: 1)),
        ("a\u{200D}b", .forbiddenCharacter(offset: 1)),
        ("a\u{E000}b", .forbiddenCharacter(offset: 1)),
        (String(repeating: "微", count: 31), .tooLong(length: 31, limit: 30)),
        (String(repeating: "a", count: 31), .tooLong(length: 31, limit: 30)),
        ("😀", .fourByteCharacter(offset: 0)),
        ("ok 𠮷", .fourByteCharacter(offset: 3)),
        ("👨‍👩‍👧‍👦", .fourByteCharacter(offset: 0)),
        // Three characters to a person, thirty-three UTF-16 units.
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", .tooLong(length: 33, limit: 30)),
        ("a\0", .forbiddenCharacter(offset: 1)),
        ("a\nb", .forbiddenCharacter(offset: 1)),
        ("a\r\nb", .forbiddenCharacter(offset: 1)),
        ("a\tb", .forbiddenCharacter(offset: 1)),
        ("\u{1B}[31m", .forbiddenCharacter(offset: 0)),
        ("\u{7F}", .forbiddenCharacter(offset: 0)),
        ("a\u{85}b", .forbiddenCharacter(offset: 1)),
        ("a\u{2028}b", .forbiddenCharacter(offset: 1)),
        ("a\u{2029}b", .forbiddenCharacter(offset: 1)),
        ("\u{FEFF}a", .forbiddenCharacter(offset: 0)),
        ("a\u{202E}b", .forbiddenCharacter(offset: 1)),
        ("a\u{2066}b", .forbiddenCharacter(offset: 1)),
        ("a\u{200F}b", .forbiddenCharacter(offset: 1)),
        ("a\u{61C}b", .forbiddenCharacter(offset: 1)),
    ]

    @Test(arguments: refused.indices)
    func `what is blank, too long, hidden or reordering is refused`(row: Int) {
        let (text, problem) = Self.refused[row]
        #expect(throws: InvalidValue(.reason, problem)) { try CancelReason(text) }
    }

    @Test func `the newer limit is fifty`() throws {
        let fifty = String(repeating: "微", count: 50)
        #expect(try CancelReason(fifty, limit: CancelReason.newerLimit).text == fifty)
        #expect(throws: InvalidValue(.reason, .tooLong(length: 51, limit: 50))) {
            try CancelReason(fifty + "信", limit: CancelReason.newerLimit)
        }
        #expect(CancelReason.limit == 30)
    }

    @Test(
        arguments: [
            (InvalidValue.Field.reason, "UTF-16 units"), (.actor, "UTF-16 units"),
            (.outOrderNumber, "bytes"),
            (.serviceID, "bytes"), (.checkpointName, "bytes"),
        ])
    func `a length is told in the unit in which it is measured`(
        field: InvalidValue.Field, unit: String
    ) {
        let said = InvalidValue(field, .tooLong(length: 33, limit: 32)).description
        #expect(said.hasPrefix("\(field.rawValue) has 33 \(unit)"))
    }

    @Test(
        arguments: [
            (InvalidValue.Field.amount, "fen"), (.velocityLimitFen, "fen"),
            (.freshness, "milliseconds"), (.permitLifetime, "milliseconds"),
        ])
    func `a range is told in its unit`(field: InvalidValue.Field, unit: String) {
        let said = InvalidValue(field, .outOfRange(minimum: 0, maximum: 9)).description
        #expect(said == "\(field.rawValue) is outside 0…9 \(unit)")
    }

    @Test func `a refusal says what is wrong without repeating the value`() {
        let secret = "secret\u{202E}"
        #expect(throws: InvalidValue.self) { try CancelReason(secret) }
        let said = InvalidValue(.reason, .forbiddenCharacter(offset: 6)).description
        #expect(said == "reason has a character at byte 6 that is not allowed")
        let problems: [InvalidValue.Problem] = [
            .empty, .tooLong(length: 31, limit: 30), .tooLongEncoded(length: 37, limit: 32),
            .forbiddenCharacter(offset: 0), .fourByteCharacter(offset: 0),
            .foreignToIdentifiers(" ", offset: 0), .foreignToIdentifiers("а", offset: 0),
            .outOfRange(minimum: 0, maximum: 1),
        ]
        #expect(Set(problems.map(\.description)).count == problems.count)
    }
}
